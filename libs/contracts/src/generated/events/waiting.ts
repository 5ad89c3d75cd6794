// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** The case waits until a time or for a system; its offset was committed. */
export type Waiting = {
  /** `system-unavailable`, `not-before`, `retry`, `dispatch`, `order` or `replan`. */
  readonly reason: string;
  /** `worker`, `governor`, `executor` or `escalation-router`. */
  readonly wakes: string;
  /** When to go on. */
  readonly dueAt: Instant;
  /** Which wait for this reason, from 1. */
  readonly attempt: number;
  /** In plain words. */
  readonly detail: string;
  /** When the wait began. */
  readonly since: Instant;
  /** Domain whose topic carries the wake-up. */
  readonly domain: string;
  /** Key on the topic. */
  readonly subject: string;
  /** Proposal that waits, where it is one. */
  readonly proposalId?: string;
};

/** RFC 8785 text. */
export function serialiseWaiting(value: Waiting): string {
  let text = '';
  text += '{"attempt":' + jsonInteger(value.attempt);
  text += ',"detail":' + jsonString(value.detail);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"dueAt":' + jsonString(value.dueAt);
  if (value.proposalId !== undefined) text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"since":' + jsonString(value.since);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"wakes":' + jsonString(value.wakes);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['reason', 'wakes', 'dueAt', 'attempt', 'detail', 'since', 'domain', 'subject', 'proposalId']);

export function checkWaiting(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['reason'], at + 'reason', issues);
  checkString(value['wakes'], at + 'wakes', issues);
  checkInstant(value['dueAt'], at + 'dueAt', issues);
  checkInt(value['attempt'], at + 'attempt', issues);
  checkString(value['detail'], at + 'detail', issues);
  checkInstant(value['since'], at + 'since', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkOptional(value['proposalId'], at + 'proposalId', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateWaiting(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkWaiting(value, '', issues);
  return issues.list;
}

export const waitingContract: Contract<Waiting> = {
  type: 'waiting',
  personal: [],
  serialise: serialiseWaiting,
  validate: validateWaiting,
  check: checkWaiting,
  schema: {"type":"record","name":"Waiting","namespace":"dws.events.v1","doc":"The case waits until a time or for a system; its offset was committed.","dws":{"type":"waiting"},"fields":[{"name":"reason","type":"string","doc":"`system-unavailable`, `not-before`, `retry`, `dispatch`, `order` or `replan`."},{"name":"wakes","type":"string","doc":"`worker`, `governor`, `executor` or `escalation-router`."},{"name":"dueAt","type":{"type":"string","format":"date-time"},"doc":"When to go on."},{"name":"attempt","type":"int","doc":"Which wait for this reason, from 1."},{"name":"detail","type":"string","doc":"In plain words."},{"name":"since","type":{"type":"string","format":"date-time"},"doc":"When the wait began."},{"name":"domain","type":"string","doc":"Domain whose topic carries the wake-up."},{"name":"subject","type":"string","doc":"Key on the topic."},{"name":"proposalId","type":["null","string"],"doc":"Proposal that waits, where it is one.","default":null}]},
};
