// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';
import { checkTrustCell, serialiseTrustCell, type TrustCell } from '../types/trust-cell.ts';

/** The write was not performed. */
export type ActionFailed = {
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
  readonly failedAt: Instant;
  /** Error code. */
  readonly code: string;
  /** What the system said. Personal data of `subject`. */
  readonly message: string;
  /** Cell it counts in. */
  readonly trustCell: TrustCell;
  /** Who settled it, after doubt. */
  readonly resolvedBy?: string;
};

/** RFC 8785 text. */
export function serialiseActionFailed(value: ActionFailed): string {
  let text = '';
  text += '{"actionKind":' + jsonString(value.actionKind);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"code":' + jsonString(value.code);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"failedAt":' + jsonString(value.failedAt);
  text += ',"message":' + jsonString(value.message);
  text += ',"proposalId":' + jsonString(value.proposalId);
  if (value.resolvedBy !== undefined) text += ',"resolvedBy":' + jsonString(value.resolvedBy);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"trustCell":' + serialiseTrustCell(value.trustCell);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'caseId', 'worker', 'domain', 'subject', 'actionKind', 'digest', 'failedAt', 'code', 'message', 'trustCell', 'resolvedBy']);

export function checkActionFailed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['actionKind'], at + 'actionKind', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['failedAt'], at + 'failedAt', issues);
  checkString(value['code'], at + 'code', issues);
  checkString(value['message'], at + 'message', issues);
  checkTrustCell(value['trustCell'], at + 'trustCell', issues);
  checkOptional(value['resolvedBy'], at + 'resolvedBy', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateActionFailed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkActionFailed(value, '', issues);
  return issues.list;
}

export const actionFailedContract: Contract<ActionFailed> = {
  type: 'action-failed',
  personal: [{"path":["message"],"subject":["subject"]}],
  serialise: serialiseActionFailed,
  validate: validateActionFailed,
  check: checkActionFailed,
  schema: {"type":"record","name":"ActionFailed","namespace":"dws.events.v1","doc":"The write was not performed.","dws":{"type":"action-failed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"caseId","type":"string","doc":"Case."},{"name":"worker","type":"string","doc":"Worker."},{"name":"domain","type":"string","doc":"Domain."},{"name":"subject","type":"string","doc":"Business entity; key on the topic."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"digest","type":"string","doc":"Digest."},{"name":"failedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"code","type":"string","doc":"Error code."},{"name":"message","type":"string","doc":"What the system said.","personal":{"subject":"subject"}},{"name":"trustCell","type":{"type":"record","name":"TrustCell","namespace":"dws.types.v1","doc":"The unit in which trust is earned.","fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"risk","type":"string","doc":"`low`, `medium` or `high`."},{"name":"workerVersion","type":"string","doc":"Version of the worker."}]},"doc":"Cell it counts in."},{"name":"resolvedBy","type":["null","string"],"doc":"Who settled it, after doubt.","default":null}]},
};
