// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** Fewer people of an account log in than before. */
export type LoginsFell = {
  /** Account in the CRM. */
  readonly accountId: string;
  /** Length of both windows in days. */
  readonly windowDays: number;
  /** People who logged in within the recent window. */
  readonly activeUsers: number;
  /** People who logged in within the window before it. */
  readonly previousActiveUsers: number;
  /** Seats the account pays for. */
  readonly licensedSeats?: number;
  /** Newest login of anybody in the account. */
  readonly lastLoginAt?: Instant;
  /** When it was measured. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseLoginsFell(value: LoginsFell): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"activeUsers":' + jsonInteger(value.activeUsers);
  if (value.lastLoginAt !== undefined) text += ',"lastLoginAt":' + jsonString(value.lastLoginAt);
  if (value.licensedSeats !== undefined) text += ',"licensedSeats":' + jsonInteger(value.licensedSeats);
  text += ',"observedAt":' + jsonString(value.observedAt);
  text += ',"previousActiveUsers":' + jsonInteger(value.previousActiveUsers);
  text += ',"windowDays":' + jsonInteger(value.windowDays);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['accountId', 'windowDays', 'activeUsers', 'previousActiveUsers', 'licensedSeats', 'lastLoginAt', 'observedAt']);

export function checkLoginsFell(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['accountId'], at + 'accountId', issues);
  checkInt(value['windowDays'], at + 'windowDays', issues);
  checkInt(value['activeUsers'], at + 'activeUsers', issues);
  checkInt(value['previousActiveUsers'], at + 'previousActiveUsers', issues);
  checkOptional(value['licensedSeats'], at + 'licensedSeats', issues, checkInt);
  checkOptional(value['lastLoginAt'], at + 'lastLoginAt', issues, checkInstant);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateLoginsFell(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkLoginsFell(value, '', issues);
  return issues.list;
}

export const loginsFellContract: SignalContract<LoginsFell> = {
  type: 'logins.fell',
  domain: 'customer-experience',
  subject: 'accountId',
  personal: [],
  serialise: serialiseLoginsFell,
  validate: validateLoginsFell,
  check: checkLoginsFell,
  schema: {"type":"record","name":"LoginsFell","namespace":"dws.signals.customer_experience.v1","doc":"Fewer people of an account log in than before.","dws":{"type":"logins.fell","domain":"customer-experience","subject":"accountId"},"fields":[{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"windowDays","type":"int","doc":"Length of both windows in days."},{"name":"activeUsers","type":"int","doc":"People who logged in within the recent window."},{"name":"previousActiveUsers","type":"int","doc":"People who logged in within the window before it."},{"name":"licensedSeats","type":["null","int"],"doc":"Seats the account pays for.","default":null},{"name":"lastLoginAt","type":["null",{"type":"string","format":"date-time"}],"doc":"Newest login of anybody in the account.","default":null},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was measured."}]},
};
