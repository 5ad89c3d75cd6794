// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** One reason of a decision. */
export type Reason = {
  /** Step of the gate or of the flow, for example `checkpoint`. */
  readonly step: string;
  /** Stable code, for example `external-message`. */
  readonly code: string;
  /** In plain words. */
  readonly text: string;
};

/** RFC 8785 text. */
export function serialiseReason(value: Reason): string {
  let text = '';
  text += '{"code":' + jsonString(value.code);
  text += ',"step":' + jsonString(value.step);
  text += ',"text":' + jsonString(value.text);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['step', 'code', 'text']);

export function checkReason(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['step'], at + 'step', issues);
  checkString(value['code'], at + 'code', issues);
  checkString(value['text'], at + 'text', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReason(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReason(value, '', issues);
  return issues.list;
}
