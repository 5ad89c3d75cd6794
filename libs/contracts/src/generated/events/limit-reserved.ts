// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonString } from '../../json/text.ts';
import { checkLimitEntry, serialiseLimitEntry, type LimitEntry } from '../types/limit-entry.ts';

/** Shares of a cumulative limit were set aside. */
export type LimitReserved = {
  /** Limit rule. */
  readonly limit: string;
  /** Counted by. */
  readonly key: string;
  /** Day, YYYY-MM-DD. */
  readonly day: string;
  /** One for each proposal. */
  readonly entries: readonly LimitEntry[];
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseLimitReserved(value: LimitReserved): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"day":' + jsonString(value.day);
  text += ',"entries":' + jsonArray(value.entries, serialiseLimitEntry);
  text += ',"key":' + jsonString(value.key);
  text += ',"limit":' + jsonString(value.limit);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['limit', 'key', 'day', 'entries', 'at']);

export function checkLimitReserved(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['limit'], at + 'limit', issues);
  checkString(value['key'], at + 'key', issues);
  checkString(value['day'], at + 'day', issues);
  checkArray(value['entries'], at + 'entries', issues, checkLimitEntry);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateLimitReserved(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkLimitReserved(value, '', issues);
  return issues.list;
}

export const limitReservedContract: Contract<LimitReserved> = {
  type: 'limit-reserved',
  personal: [],
  serialise: serialiseLimitReserved,
  validate: validateLimitReserved,
  check: checkLimitReserved,
  schema: {"type":"record","name":"LimitReserved","namespace":"dws.events.v1","doc":"Shares of a cumulative limit were set aside.","dws":{"type":"limit-reserved"},"fields":[{"name":"limit","type":"string","doc":"Limit rule."},{"name":"key","type":"string","doc":"Counted by."},{"name":"day","type":"string","doc":"Day, YYYY-MM-DD."},{"name":"entries","type":{"type":"array","items":{"type":"record","name":"LimitEntry","namespace":"dws.types.v1","doc":"One share.","fields":[{"name":"digest","type":"string","doc":"Proposal digest."},{"name":"caseId","type":"string","doc":"Case."},{"name":"count","type":"int","doc":"Actions."},{"name":"amountMinor","type":"long","doc":"Value in minor units."},{"name":"record","type":["null","string"],"doc":"Record that is written to, as `system/type/id`, where the rule counts those.","default":null}]}},"doc":"One for each proposal."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
