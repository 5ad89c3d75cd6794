// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** The receiving case closed. */
export type EscalationCompleted = {
  /** Escalation. */
  readonly escalationId: string;
  /** Receiving case. */
  readonly caseId: string;
  /** How it closed. */
  readonly outcome: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseEscalationCompleted(value: EscalationCompleted): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"escalationId":' + jsonString(value.escalationId);
  text += ',"outcome":' + jsonString(value.outcome);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['escalationId', 'caseId', 'outcome', 'at']);

export function checkEscalationCompleted(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['escalationId'], at + 'escalationId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['outcome'], at + 'outcome', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEscalationCompleted(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEscalationCompleted(value, '', issues);
  return issues.list;
}

export const escalationCompletedContract: Contract<EscalationCompleted> = {
  type: 'escalation-completed',
  personal: [],
  serialise: serialiseEscalationCompleted,
  validate: validateEscalationCompleted,
  check: checkEscalationCompleted,
  schema: {"type":"record","name":"EscalationCompleted","namespace":"dws.events.v1","doc":"The receiving case closed.","dws":{"type":"escalation-completed"},"fields":[{"name":"escalationId","type":"string","doc":"Escalation."},{"name":"caseId","type":"string","doc":"Receiving case."},{"name":"outcome","type":"string","doc":"How it closed."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
