// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkInt, checkLong, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** A share of a cumulative limit that was set aside for one proposal. */
export type Reservation = {
  /** Limit rule. */
  readonly limit: string;
  /** What it is counted by, for example `customer:acc-1`. */
  readonly key: string;
  /** Day in the time zone of the domain, YYYY-MM-DD. */
  readonly day: string;
  /** Number of actions. */
  readonly count: number;
  /** Value in minor units; 0 where the rule counts only. */
  readonly amountMinor: number;
};

/** RFC 8785 text. */
export function serialiseReservation(value: Reservation): string {
  let text = '';
  text += '{"amountMinor":' + jsonInteger(value.amountMinor);
  text += ',"count":' + jsonInteger(value.count);
  text += ',"day":' + jsonString(value.day);
  text += ',"key":' + jsonString(value.key);
  text += ',"limit":' + jsonString(value.limit);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['limit', 'key', 'day', 'count', 'amountMinor']);

export function checkReservation(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['limit'], at + 'limit', issues);
  checkString(value['key'], at + 'key', issues);
  checkString(value['day'], at + 'day', issues);
  checkInt(value['count'], at + 'count', issues);
  checkLong(value['amountMinor'], at + 'amountMinor', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReservation(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReservation(value, '', issues);
  return issues.list;
}
