// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkLong, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';
import { checkRecordRef, serialiseRecordRef, type RecordRef } from '../types/record-ref.ts';

/** The durable right to undo one executed action once. */
export type ReversalClaimed = {
  /** Proposal that was executed. */
  readonly proposalId: string;
  /** Its digest. */
  readonly digest: string;
  /** Operation of the same system that undoes it, as the system's description names it. */
  readonly operation: string;
  /** Exactly what is sent. Personal data of `proposalId`. */
  readonly arguments: JsonObject;
  /** The record as the write left it: undoing is refused when somebody has changed it since. */
  readonly expects: readonly RecordRef[];
  /** Why. */
  readonly reason: string;
  /** Service and instance. */
  readonly claimant: string;
  /** When. */
  readonly claimedAt: Instant;
  /** Until when the claimant may still dispatch. */
  readonly deadline: Instant;
  /** Idempotency key and reference in the business system; follows from case and digest. */
  readonly reference: string;
  /** `K`, `Q` or `N`, of the operation that undoes it. */
  readonly effectClass: string;
  /** Control orders seen. */
  readonly controlRevision: number;
};

/** RFC 8785 text. */
export function serialiseReversalClaimed(value: ReversalClaimed): string {
  let text = '';
  text += '{"arguments":' + jsonOpen(value.arguments);
  text += ',"claimant":' + jsonString(value.claimant);
  text += ',"claimedAt":' + jsonString(value.claimedAt);
  text += ',"controlRevision":' + jsonInteger(value.controlRevision);
  text += ',"deadline":' + jsonString(value.deadline);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"effectClass":' + jsonString(value.effectClass);
  text += ',"expects":' + jsonArray(value.expects, serialiseRecordRef);
  text += ',"operation":' + jsonString(value.operation);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"reference":' + jsonString(value.reference);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'operation', 'arguments', 'expects', 'reason', 'claimant', 'claimedAt', 'deadline', 'reference', 'effectClass', 'controlRevision']);

export function checkReversalClaimed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['operation'], at + 'operation', issues);
  checkOpen(value['arguments'], at + 'arguments', issues);
  checkArray(value['expects'], at + 'expects', issues, checkRecordRef);
  checkString(value['reason'], at + 'reason', issues);
  checkString(value['claimant'], at + 'claimant', issues);
  checkInstant(value['claimedAt'], at + 'claimedAt', issues);
  checkInstant(value['deadline'], at + 'deadline', issues);
  checkString(value['reference'], at + 'reference', issues);
  checkString(value['effectClass'], at + 'effectClass', issues);
  checkLong(value['controlRevision'], at + 'controlRevision', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReversalClaimed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReversalClaimed(value, '', issues);
  return issues.list;
}

export const reversalClaimedContract: Contract<ReversalClaimed> = {
  type: 'reversal-claimed',
  personal: [{"path":["arguments"],"subject":["proposalId"]}],
  serialise: serialiseReversalClaimed,
  validate: validateReversalClaimed,
  check: checkReversalClaimed,
  schema: {"type":"record","name":"ReversalClaimed","namespace":"dws.events.v1","doc":"The durable right to undo one executed action once.","dws":{"type":"reversal-claimed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal that was executed."},{"name":"digest","type":"string","doc":"Its digest."},{"name":"operation","type":"string","doc":"Operation of the same system that undoes it, as the system's description names it."},{"name":"arguments","type":{"type":"string","contentMediaType":"application/json"},"doc":"Exactly what is sent.","personal":{"subject":"proposalId"}},{"name":"expects","type":{"type":"array","items":{"type":"record","name":"RecordRef","namespace":"dws.types.v1","doc":"One version of one record of a business system.","fields":[{"name":"system","type":"string","doc":"System, for example `crm`."},{"name":"recordType","type":"string","doc":"Record type, for example `account`."},{"name":"id","type":"string","doc":"The system's own id."},{"name":"version","type":"string","doc":"The system's own version, compared for equality only."}]}},"doc":"The record as the write left it: undoing is refused when somebody has changed it since."},{"name":"reason","type":"string","doc":"Why."},{"name":"claimant","type":"string","doc":"Service and instance."},{"name":"claimedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"deadline","type":{"type":"string","format":"date-time"},"doc":"Until when the claimant may still dispatch."},{"name":"reference","type":"string","doc":"Idempotency key and reference in the business system; follows from case and digest."},{"name":"effectClass","type":"string","doc":"`K`, `Q` or `N`, of the operation that undoes it."},{"name":"controlRevision","type":"long","doc":"Control orders seen."}]},
};
