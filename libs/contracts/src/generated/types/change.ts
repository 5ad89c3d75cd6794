// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** One fact that differs from what a person or plan saw before. */
export type Change = {
  /** `system/recordType/id`. */
  readonly record: string;
  /** Field; empty for the whole record. */
  readonly field: string;
  /** JSON text before; empty where it was not there. */
  readonly before: string;
  /** JSON text after; empty where it is gone. */
  readonly after: string;
};

/** RFC 8785 text. */
export function serialiseChange(value: Change): string {
  let text = '';
  text += '{"after":' + jsonString(value.after);
  text += ',"before":' + jsonString(value.before);
  text += ',"field":' + jsonString(value.field);
  text += ',"record":' + jsonString(value.record);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['record', 'field', 'before', 'after']);

export function checkChange(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['record'], at + 'record', issues);
  checkString(value['field'], at + 'field', issues);
  checkString(value['before'], at + 'before', issues);
  checkString(value['after'], at + 'after', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateChange(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkChange(value, '', issues);
  return issues.list;
}
