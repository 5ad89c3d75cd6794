// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { JsonObject } from '@dws/kernel';
import { checkBoolean, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonBoolean, jsonOpen, jsonString } from '../../json/text.ts';

/** The answer of a business system to a write. */
export type Receipt = {
  /** The system's own id of what was written. */
  readonly recordId: string;
  /** Its version after the write. */
  readonly version: string;
  /** The answer as it came. Personal data of `recordId`. */
  readonly answer: JsonObject;
  /** Whether the system had already performed this reference. */
  readonly replayed: boolean;
};

/** RFC 8785 text. */
export function serialiseReceipt(value: Receipt): string {
  let text = '';
  text += '{"answer":' + jsonOpen(value.answer);
  text += ',"recordId":' + jsonString(value.recordId);
  text += ',"replayed":' + jsonBoolean(value.replayed);
  text += ',"version":' + jsonString(value.version);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['recordId', 'version', 'answer', 'replayed']);

export function checkReceipt(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['recordId'], at + 'recordId', issues);
  checkString(value['version'], at + 'version', issues);
  checkOpen(value['answer'], at + 'answer', issues);
  checkBoolean(value['replayed'], at + 'replayed', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReceipt(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReceipt(value, '', issues);
  return issues.list;
}
