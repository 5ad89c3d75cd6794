// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** Nothing is left to do. */
export type Closed = {
  /** `completed`, `partial`, `nothing-to-do`, `denied`, `rejected`, `superseded`, `expired`, `failed`, `shadow` or `in-doubt-settled`. */
  readonly outcome: string;
  /** In plain words. */
  readonly summary: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseClosed(value: Closed): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"outcome":' + jsonString(value.outcome);
  text += ',"summary":' + jsonString(value.summary);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['outcome', 'summary', 'at']);

export function checkClosed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['outcome'], at + 'outcome', issues);
  checkString(value['summary'], at + 'summary', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateClosed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkClosed(value, '', issues);
  return issues.list;
}

export const closedContract: Contract<Closed> = {
  type: 'closed',
  personal: [],
  serialise: serialiseClosed,
  validate: validateClosed,
  check: checkClosed,
  schema: {"type":"record","name":"Closed","namespace":"dws.events.v1","doc":"Nothing is left to do.","dws":{"type":"closed"},"fields":[{"name":"outcome","type":"string","doc":"`completed`, `partial`, `nothing-to-do`, `denied`, `rejected`, `superseded`, `expired`, `failed`, `shadow` or `in-doubt-settled`."},{"name":"summary","type":"string","doc":"In plain words."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
