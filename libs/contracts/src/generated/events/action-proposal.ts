// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkBoolean, checkDouble, checkInstant, checkInt, checkMembers, checkOpen, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonBoolean, jsonDouble, jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';
import { checkMoney, serialiseMoney, type Money } from '../types/money.ts';
import { checkRecordRef, serialiseRecordRef, type RecordRef } from '../types/record-ref.ts';

/** One intended action with exact arguments. */
export type ActionProposal = {
  /** UUIDv5 of case, attempt and ordinal; of the digest for an edit. */
  readonly proposalId: string;
  /** Case. */
  readonly caseId: string;
  /** Worker. */
  readonly worker: string;
  /** Domain of the worker. */
  readonly domain: string;
  /** Plan it belongs to. */
  readonly attempt: number;
  /** Place in the plan, from 0. */
  readonly ordinal: number;
  /** Action kind as the manifest declares it. */
  readonly actionKind: string;
  /** Business system, or `dws` for an escalation. */
  readonly system: string;
  /** Operation of the system. */
  readonly operation: string;
  /** Exact arguments. Personal data of `subject`. */
  readonly arguments: JsonObject;
  /** The action in plain words. Personal data of `subject`. */
  readonly summary: string;
  /** Why this action. Personal data of `subject`. */
  readonly rationale: string;
  /** The business entity it concerns; key on the topic. */
  readonly subject: string;
  /** Customer that limits count by; empty where none. */
  readonly customer: string;
  /** Tier of the customer; empty where none. */
  readonly customerTier: string;
  /** `low`, `medium` or `high`, as declared. */
  readonly risk: string;
  /** Whether it leaves the company. */
  readonly external: boolean;
  /** Whether it needs a person at the assistive stage. */
  readonly meaningful: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  /** Money at stake. */
  readonly value?: Money;
  /** Record versions it was planned on. */
  readonly basis: readonly RecordRef[];
  /** Record versions the write insists on. */
  readonly expects: readonly RecordRef[];
  /** Proposals that must be executed first. */
  readonly after: readonly string[];
  /** What its failure does to the rest: `continue`, `stop` or `reverse`. */
  readonly onFailure: string;
  /** Operation of the same system that undoes it. */
  readonly reversal?: string;
  /** Earliest execution: time to undo. */
  readonly notBefore?: Instant;
  /** After this it may no longer be claimed. */
  readonly expiresAt: Instant;
  /** Digest of the context it rests on. */
  readonly snapshotDigest: string;
  /** SHA-256 of worker, case, system, operation, arguments and snapshot. */
  readonly digest: string;
  /** `plan` or `edit`. */
  readonly origin: string;
  /** Proposal that a person edited. */
  readonly editedFrom?: string;
  /** Who edited it. */
  readonly editedBy?: string;
  /** When. */
  readonly proposedAt: Instant;
  /** Hand-overs so far, from the signal. */
  readonly hops: number;
};

/** RFC 8785 text. */
export function serialiseActionProposal(value: ActionProposal): string {
  let text = '';
  text += '{"actionKind":' + jsonString(value.actionKind);
  text += ',"after":' + jsonArray(value.after, jsonString);
  text += ',"arguments":' + jsonOpen(value.arguments);
  text += ',"attempt":' + jsonInteger(value.attempt);
  text += ',"basis":' + jsonArray(value.basis, serialiseRecordRef);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"confidence":' + jsonDouble(value.confidence);
  text += ',"customer":' + jsonString(value.customer);
  text += ',"customerTier":' + jsonString(value.customerTier);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"domain":' + jsonString(value.domain);
  if (value.editedBy !== undefined) text += ',"editedBy":' + jsonString(value.editedBy);
  if (value.editedFrom !== undefined) text += ',"editedFrom":' + jsonString(value.editedFrom);
  text += ',"expects":' + jsonArray(value.expects, serialiseRecordRef);
  text += ',"expiresAt":' + jsonString(value.expiresAt);
  text += ',"external":' + jsonBoolean(value.external);
  text += ',"hops":' + jsonInteger(value.hops);
  text += ',"meaningful":' + jsonBoolean(value.meaningful);
  if (value.notBefore !== undefined) text += ',"notBefore":' + jsonString(value.notBefore);
  text += ',"onFailure":' + jsonString(value.onFailure);
  text += ',"operation":' + jsonString(value.operation);
  text += ',"ordinal":' + jsonInteger(value.ordinal);
  text += ',"origin":' + jsonString(value.origin);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"proposedAt":' + jsonString(value.proposedAt);
  text += ',"rationale":' + jsonString(value.rationale);
  if (value.reversal !== undefined) text += ',"reversal":' + jsonString(value.reversal);
  text += ',"risk":' + jsonString(value.risk);
  text += ',"snapshotDigest":' + jsonString(value.snapshotDigest);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"summary":' + jsonString(value.summary);
  text += ',"system":' + jsonString(value.system);
  if (value.value !== undefined) text += ',"value":' + serialiseMoney(value.value);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'caseId', 'worker', 'domain', 'attempt', 'ordinal', 'actionKind', 'system', 'operation', 'arguments', 'summary', 'rationale', 'subject', 'customer', 'customerTier', 'risk', 'external', 'meaningful', 'confidence', 'value', 'basis', 'expects', 'after', 'onFailure', 'reversal', 'notBefore', 'expiresAt', 'snapshotDigest', 'digest', 'origin', 'editedFrom', 'editedBy', 'proposedAt', 'hops']);

export function checkActionProposal(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkInt(value['attempt'], at + 'attempt', issues);
  checkInt(value['ordinal'], at + 'ordinal', issues);
  checkString(value['actionKind'], at + 'actionKind', issues);
  checkString(value['system'], at + 'system', issues);
  checkString(value['operation'], at + 'operation', issues);
  checkOpen(value['arguments'], at + 'arguments', issues);
  checkString(value['summary'], at + 'summary', issues);
  checkString(value['rationale'], at + 'rationale', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['customer'], at + 'customer', issues);
  checkString(value['customerTier'], at + 'customerTier', issues);
  checkString(value['risk'], at + 'risk', issues);
  checkBoolean(value['external'], at + 'external', issues);
  checkBoolean(value['meaningful'], at + 'meaningful', issues);
  checkDouble(value['confidence'], at + 'confidence', issues);
  checkOptional(value['value'], at + 'value', issues, checkMoney);
  checkArray(value['basis'], at + 'basis', issues, checkRecordRef);
  checkArray(value['expects'], at + 'expects', issues, checkRecordRef);
  checkArray(value['after'], at + 'after', issues, checkString);
  checkString(value['onFailure'], at + 'onFailure', issues);
  checkOptional(value['reversal'], at + 'reversal', issues, checkString);
  checkOptional(value['notBefore'], at + 'notBefore', issues, checkInstant);
  checkInstant(value['expiresAt'], at + 'expiresAt', issues);
  checkString(value['snapshotDigest'], at + 'snapshotDigest', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['origin'], at + 'origin', issues);
  checkOptional(value['editedFrom'], at + 'editedFrom', issues, checkString);
  checkOptional(value['editedBy'], at + 'editedBy', issues, checkString);
  checkInstant(value['proposedAt'], at + 'proposedAt', issues);
  checkInt(value['hops'], at + 'hops', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateActionProposal(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkActionProposal(value, '', issues);
  return issues.list;
}

export const actionProposalContract: Contract<ActionProposal> = {
  type: 'action-proposal',
  personal: [{"path":["arguments"],"subject":["subject"]},{"path":["summary"],"subject":["subject"]},{"path":["rationale"],"subject":["subject"]}],
  serialise: serialiseActionProposal,
  validate: validateActionProposal,
  check: checkActionProposal,
  schema: {"type":"record","name":"ActionProposal","namespace":"dws.events.v1","doc":"One intended action with exact arguments.","dws":{"type":"action-proposal"},"fields":[{"name":"proposalId","type":"string","doc":"UUIDv5 of case, attempt and ordinal; of the digest for an edit."},{"name":"caseId","type":"string","doc":"Case."},{"name":"worker","type":"string","doc":"Worker."},{"name":"domain","type":"string","doc":"Domain of the worker."},{"name":"attempt","type":"int","doc":"Plan it belongs to."},{"name":"ordinal","type":"int","doc":"Place in the plan, from 0."},{"name":"actionKind","type":"string","doc":"Action kind as the manifest declares it."},{"name":"system","type":"string","doc":"Business system, or `dws` for an escalation."},{"name":"operation","type":"string","doc":"Operation of the system."},{"name":"arguments","type":{"type":"string","contentMediaType":"application/json"},"doc":"Exact arguments.","personal":{"subject":"subject"}},{"name":"summary","type":"string","doc":"The action in plain words.","personal":{"subject":"subject"}},{"name":"rationale","type":"string","doc":"Why this action.","personal":{"subject":"subject"}},{"name":"subject","type":"string","doc":"The business entity it concerns; key on the topic."},{"name":"customer","type":"string","doc":"Customer that limits count by; empty where none."},{"name":"customerTier","type":"string","doc":"Tier of the customer; empty where none."},{"name":"risk","type":"string","doc":"`low`, `medium` or `high`, as declared."},{"name":"external","type":"boolean","doc":"Whether it leaves the company."},{"name":"meaningful","type":"boolean","doc":"Whether it needs a person at the assistive stage."},{"name":"confidence","type":"double","doc":"0 to 1."},{"name":"value","type":["null",{"type":"record","name":"Money","namespace":"dws.types.v1","doc":"An amount of money in the smallest unit of its currency.","fields":[{"name":"amountMinor","type":"long","doc":"Amount in minor units, for example cents."},{"name":"currency","type":"string","doc":"ISO 4217 code."}]}],"doc":"Money at stake.","default":null},{"name":"basis","type":{"type":"array","items":{"type":"record","name":"RecordRef","namespace":"dws.types.v1","doc":"One version of one record of a business system.","fields":[{"name":"system","type":"string","doc":"System, for example `crm`."},{"name":"recordType","type":"string","doc":"Record type, for example `account`."},{"name":"id","type":"string","doc":"The system's own id."},{"name":"version","type":"string","doc":"The system's own version, compared for equality only."}]}},"doc":"Record versions it was planned on."},{"name":"expects","type":{"type":"array","items":"dws.types.v1.RecordRef"},"doc":"Record versions the write insists on."},{"name":"after","type":{"type":"array","items":"string"},"doc":"Proposals that must be executed first."},{"name":"onFailure","type":"string","doc":"What its failure does to the rest: `continue`, `stop` or `reverse`."},{"name":"reversal","type":["null","string"],"doc":"Operation of the same system that undoes it.","default":null},{"name":"notBefore","type":["null",{"type":"string","format":"date-time"}],"doc":"Earliest execution: time to undo.","default":null},{"name":"expiresAt","type":{"type":"string","format":"date-time"},"doc":"After this it may no longer be claimed."},{"name":"snapshotDigest","type":"string","doc":"Digest of the context it rests on."},{"name":"digest","type":"string","doc":"SHA-256 of worker, case, system, operation, arguments and snapshot."},{"name":"origin","type":"string","doc":"`plan` or `edit`."},{"name":"editedFrom","type":["null","string"],"doc":"Proposal that a person edited.","default":null},{"name":"editedBy","type":["null","string"],"doc":"Who edited it.","default":null},{"name":"proposedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"hops","type":"int","doc":"Hand-overs so far, from the signal."}]},
};
