// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkLong, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';
import { checkReceipt, serialiseReceipt, type Receipt } from '../types/receipt.ts';
import { checkTrustCell, serialiseTrustCell, type TrustCell } from '../types/trust-cell.ts';

/** The write was performed. */
export type ActionExecuted = {
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
  /** Digest performed. */
  readonly digest: string;
  /** When the answer came. */
  readonly executedAt: Instant;
  /** What the system answered. */
  readonly receipt: Receipt;
  /** Cell it counts in. */
  readonly trustCell: TrustCell;
  /** From dispatch to answer. */
  readonly durationMs: number;
  /** Cost in millionths of the accounting currency. */
  readonly costMicros: number;
  /** Who settled it, after doubt. */
  readonly resolvedBy?: string;
};

/** RFC 8785 text. */
export function serialiseActionExecuted(value: ActionExecuted): string {
  let text = '';
  text += '{"actionKind":' + jsonString(value.actionKind);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"costMicros":' + jsonInteger(value.costMicros);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"durationMs":' + jsonInteger(value.durationMs);
  text += ',"executedAt":' + jsonString(value.executedAt);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"receipt":' + serialiseReceipt(value.receipt);
  if (value.resolvedBy !== undefined) text += ',"resolvedBy":' + jsonString(value.resolvedBy);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"trustCell":' + serialiseTrustCell(value.trustCell);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'caseId', 'worker', 'domain', 'subject', 'actionKind', 'digest', 'executedAt', 'receipt', 'trustCell', 'durationMs', 'costMicros', 'resolvedBy']);

export function checkActionExecuted(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['actionKind'], at + 'actionKind', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['executedAt'], at + 'executedAt', issues);
  checkReceipt(value['receipt'], at + 'receipt', issues);
  checkTrustCell(value['trustCell'], at + 'trustCell', issues);
  checkLong(value['durationMs'], at + 'durationMs', issues);
  checkLong(value['costMicros'], at + 'costMicros', issues);
  checkOptional(value['resolvedBy'], at + 'resolvedBy', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateActionExecuted(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkActionExecuted(value, '', issues);
  return issues.list;
}

export const actionExecutedContract: Contract<ActionExecuted> = {
  type: 'action-executed',
  personal: [{"path":["receipt","answer"],"subject":["receipt","recordId"]}],
  serialise: serialiseActionExecuted,
  validate: validateActionExecuted,
  check: checkActionExecuted,
  schema: {"type":"record","name":"ActionExecuted","namespace":"dws.events.v1","doc":"The write was performed.","dws":{"type":"action-executed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"caseId","type":"string","doc":"Case."},{"name":"worker","type":"string","doc":"Worker."},{"name":"domain","type":"string","doc":"Domain."},{"name":"subject","type":"string","doc":"Business entity; key on the topic."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"digest","type":"string","doc":"Digest performed."},{"name":"executedAt","type":{"type":"string","format":"date-time"},"doc":"When the answer came."},{"name":"receipt","type":{"type":"record","name":"Receipt","namespace":"dws.types.v1","doc":"The answer of a business system to a write.","fields":[{"name":"recordId","type":"string","doc":"The system's own id of what was written."},{"name":"version","type":"string","doc":"Its version after the write."},{"name":"answer","type":{"type":"string","contentMediaType":"application/json"},"doc":"The answer as it came.","personal":{"subject":"recordId"}},{"name":"replayed","type":"boolean","doc":"Whether the system had already performed this reference."}]},"doc":"What the system answered."},{"name":"trustCell","type":{"type":"record","name":"TrustCell","namespace":"dws.types.v1","doc":"The unit in which trust is earned.","fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"risk","type":"string","doc":"`low`, `medium` or `high`."},{"name":"workerVersion","type":"string","doc":"Version of the worker."}]},"doc":"Cell it counts in."},{"name":"durationMs","type":"long","doc":"From dispatch to answer."},{"name":"costMicros","type":"long","doc":"Cost in millionths of the accounting currency."},{"name":"resolvedBy","type":["null","string"],"doc":"Who settled it, after doubt.","default":null}]},
};
