// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** The deadline of a hand-over passed before it was completed. */
export type EscalationOverdue = {
  /** Escalation. */
  readonly escalationId: string;
  /** Approved path. */
  readonly path: string;
  /** `acceptance` or `completion`. */
  readonly missing: string;
  /** Deadline. */
  readonly dueAt: Instant;
  /** Who gets it now. */
  readonly failureOwner: string;
  /** When it was noticed. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseEscalationOverdue(value: EscalationOverdue): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"dueAt":' + jsonString(value.dueAt);
  text += ',"escalationId":' + jsonString(value.escalationId);
  text += ',"failureOwner":' + jsonString(value.failureOwner);
  text += ',"missing":' + jsonString(value.missing);
  text += ',"path":' + jsonString(value.path);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['escalationId', 'path', 'missing', 'dueAt', 'failureOwner', 'at']);

export function checkEscalationOverdue(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['escalationId'], at + 'escalationId', issues);
  checkString(value['path'], at + 'path', issues);
  checkString(value['missing'], at + 'missing', issues);
  checkInstant(value['dueAt'], at + 'dueAt', issues);
  checkString(value['failureOwner'], at + 'failureOwner', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEscalationOverdue(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEscalationOverdue(value, '', issues);
  return issues.list;
}

export const escalationOverdueContract: Contract<EscalationOverdue> = {
  type: 'escalation-overdue',
  personal: [],
  serialise: serialiseEscalationOverdue,
  validate: validateEscalationOverdue,
  check: checkEscalationOverdue,
  schema: {"type":"record","name":"EscalationOverdue","namespace":"dws.events.v1","doc":"The deadline of a hand-over passed before it was completed.","dws":{"type":"escalation-overdue"},"fields":[{"name":"escalationId","type":"string","doc":"Escalation."},{"name":"path","type":"string","doc":"Approved path."},{"name":"missing","type":"string","doc":"`acceptance` or `completion`."},{"name":"dueAt","type":{"type":"string","format":"date-time"},"doc":"Deadline."},{"name":"failureOwner","type":"string","doc":"Who gets it now."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When it was noticed."}]},
};
