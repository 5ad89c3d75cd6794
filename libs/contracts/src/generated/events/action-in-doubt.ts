// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';
import { checkTrustCell, serialiseTrustCell, type TrustCell } from '../types/trust-cell.ts';

/** The write may or may not have been performed; a person must settle it. */
export type ActionInDoubt = {
  /** Proposal. */
  readonly proposalId: string;
  /** Case. */
  readonly caseId: string;
  /** Worker. */
  readonly worker: string;
  /** Domain. */
  readonly domain: string;
  /** Business entity; key on the topic. */
  readonly subject: string;
  /** Action kind. */
  readonly actionKind: string;
  /** Digest. */
  readonly digest: string;
  /** When. */
  readonly at: Instant;
  /** What is known. */
  readonly detail: string;
  /** Cell it counts in. */
  readonly trustCell: TrustCell;
};

/** RFC 8785 text. */
export function serialiseActionInDoubt(value: ActionInDoubt): string {
  let text = '';
  text += '{"actionKind":' + jsonString(value.actionKind);
  text += ',"at":' + jsonString(value.at);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"detail":' + jsonString(value.detail);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"trustCell":' + serialiseTrustCell(value.trustCell);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'caseId', 'worker', 'domain', 'subject', 'actionKind', 'digest', 'at', 'detail', 'trustCell']);

export function checkActionInDoubt(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['actionKind'], at + 'actionKind', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkString(value['detail'], at + 'detail', issues);
  checkTrustCell(value['trustCell'], at + 'trustCell', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateActionInDoubt(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkActionInDoubt(value, '', issues);
  return issues.list;
}

export const actionInDoubtContract: Contract<ActionInDoubt> = {
  type: 'action-in-doubt',
  personal: [],
  serialise: serialiseActionInDoubt,
  validate: validateActionInDoubt,
  check: checkActionInDoubt,
  schema: {"type":"record","name":"ActionInDoubt","namespace":"dws.events.v1","doc":"The write may or may not have been performed; a person must settle it.","dws":{"type":"action-in-doubt"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"caseId","type":"string","doc":"Case."},{"name":"worker","type":"string","doc":"Worker."},{"name":"domain","type":"string","doc":"Domain."},{"name":"subject","type":"string","doc":"Business entity; key on the topic."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"digest","type":"string","doc":"Digest."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"detail","type":"string","doc":"What is known."},{"name":"trustCell","type":{"type":"record","name":"TrustCell","namespace":"dws.types.v1","doc":"The unit in which trust is earned.","fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"risk","type":"string","doc":"`low`, `medium` or `high`."},{"name":"workerVersion","type":"string","doc":"Version of the worker."}]},"doc":"Cell it counts in."}]},
};
