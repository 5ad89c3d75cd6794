// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkInt, checkLong, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** One share. */
export type LimitEntry = {
  /** Proposal digest. */
  readonly digest: string;
  /** Case. */
  readonly caseId: string;
  /** Actions. */
  readonly count: number;
  /** Value in minor units. */
  readonly amountMinor: number;
  /** Record that is written to, as `system/type/id`, where the rule counts those. */
  readonly record?: string;
};

/** RFC 8785 text. */
export function serialiseLimitEntry(value: LimitEntry): string {
  let text = '';
  text += '{"amountMinor":' + jsonInteger(value.amountMinor);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"count":' + jsonInteger(value.count);
  text += ',"digest":' + jsonString(value.digest);
  if (value.record !== undefined) text += ',"record":' + jsonString(value.record);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['digest', 'caseId', 'count', 'amountMinor', 'record']);

export function checkLimitEntry(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkInt(value['count'], at + 'count', issues);
  checkLong(value['amountMinor'], at + 'amountMinor', issues);
  checkOptional(value['record'], at + 'record', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateLimitEntry(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkLimitEntry(value, '', issues);
  return issues.list;
}
