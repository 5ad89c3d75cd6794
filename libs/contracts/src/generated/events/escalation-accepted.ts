// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** The receiving domain took it up. */
export type EscalationAccepted = {
  /** Escalation. */
  readonly escalationId: string;
  /** Receiving case. */
  readonly caseId: string;
  /** Receiving worker. */
  readonly worker: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseEscalationAccepted(value: EscalationAccepted): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"escalationId":' + jsonString(value.escalationId);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['escalationId', 'caseId', 'worker', 'at']);

export function checkEscalationAccepted(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['escalationId'], at + 'escalationId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEscalationAccepted(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEscalationAccepted(value, '', issues);
  return issues.list;
}

export const escalationAcceptedContract: Contract<EscalationAccepted> = {
  type: 'escalation-accepted',
  personal: [],
  serialise: serialiseEscalationAccepted,
  validate: validateEscalationAccepted,
  check: checkEscalationAccepted,
  schema: {"type":"record","name":"EscalationAccepted","namespace":"dws.events.v1","doc":"The receiving domain took it up.","dws":{"type":"escalation-accepted"},"fields":[{"name":"escalationId","type":"string","doc":"Escalation."},{"name":"caseId","type":"string","doc":"Receiving case."},{"name":"worker","type":"string","doc":"Receiving worker."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
