// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkBoolean, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonBoolean, jsonString } from '../../json/text.ts';

/** Something the plan wanted and did not have. */
export type MissingInput = {
  /** What the plan calls it. */
  readonly name: string;
  /** Where it should have come from. */
  readonly system: string;
  /** `unavailable`, `not-found`, `stale`, `out-of-scope` or `empty`. */
  readonly reason: string;
  /** Whether the plan could not go on without it. */
  readonly required: boolean;
  /** In plain words, for the person who is asked. */
  readonly text: string;
};

/** RFC 8785 text. */
export function serialiseMissingInput(value: MissingInput): string {
  let text = '';
  text += '{"name":' + jsonString(value.name);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"required":' + jsonBoolean(value.required);
  text += ',"system":' + jsonString(value.system);
  text += ',"text":' + jsonString(value.text);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['name', 'system', 'reason', 'required', 'text']);

export function checkMissingInput(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['name'], at + 'name', issues);
  checkString(value['system'], at + 'system', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkBoolean(value['required'], at + 'required', issues);
  checkString(value['text'], at + 'text', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateMissingInput(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkMissingInput(value, '', issues);
  return issues.list;
}
