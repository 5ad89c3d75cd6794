// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonString } from '../../json/text.ts';

/** Shares were given back because no effect follows. */
export type LimitReleased = {
  /** Limit rule. */
  readonly limit: string;
  /** Counted by. */
  readonly key: string;
  /** Day, YYYY-MM-DD. */
  readonly day: string;
  /** Proposal digests. */
  readonly digests: readonly string[];
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseLimitReleased(value: LimitReleased): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"day":' + jsonString(value.day);
  text += ',"digests":' + jsonArray(value.digests, jsonString);
  text += ',"key":' + jsonString(value.key);
  text += ',"limit":' + jsonString(value.limit);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['limit', 'key', 'day', 'digests', 'at']);

export function checkLimitReleased(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['limit'], at + 'limit', issues);
  checkString(value['key'], at + 'key', issues);
  checkString(value['day'], at + 'day', issues);
  checkArray(value['digests'], at + 'digests', issues, checkString);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateLimitReleased(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkLimitReleased(value, '', issues);
  return issues.list;
}

export const limitReleasedContract: Contract<LimitReleased> = {
  type: 'limit-released',
  personal: [],
  serialise: serialiseLimitReleased,
  validate: validateLimitReleased,
  check: checkLimitReleased,
  schema: {"type":"record","name":"LimitReleased","namespace":"dws.events.v1","doc":"Shares were given back because no effect follows.","dws":{"type":"limit-released"},"fields":[{"name":"limit","type":"string","doc":"Limit rule."},{"name":"key","type":"string","doc":"Counted by."},{"name":"day","type":"string","doc":"Day, YYYY-MM-DD."},{"name":"digests","type":{"type":"array","items":"string"},"doc":"Proposal digests."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
