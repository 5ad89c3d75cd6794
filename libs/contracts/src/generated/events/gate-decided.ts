// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkBoolean, checkInstant, checkLong, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonBoolean, jsonInteger, jsonString } from '../../json/text.ts';
import { checkReason, serialiseReason, type Reason } from '../types/reason.ts';
import { checkReservation, serialiseReservation, type Reservation } from '../types/reservation.ts';
import { checkTrustCell, serialiseTrustCell, type TrustCell } from '../types/trust-cell.ts';

/** The governor held a proposal to scope, policy and limits. */
export type GateDecided = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest that was decided on. */
  readonly digest: string;
  /** `allow`, `review` or `deny`. */
  readonly decision: string;
  /** `live` or `shadow`; a shadow is never claimed. */
  readonly mode: string;
  /** Every step with its result. */
  readonly reasons: readonly Reason[];
  /** Hash of the policies, tables and limits that decided. */
  readonly policiesHash: string;
  /** Revision of the control stream that was known; -1 for none. */
  readonly controlRevision: number;
  /** Cell the outcome will count in. */
  readonly trustCell: TrustCell;
  /** Maturity stage of the worker. */
  readonly stage: string;
  /** Shares of limits set aside. */
  readonly reservations: readonly Reservation[];
  /** Roles or people who may decide; empty unless review. */
  readonly reviewers: readonly string[];
  /** When the review is overdue. */
  readonly reviewDueAt?: Instant;
  /** Whether it also needs a look after the effect. */
  readonly afterReview: boolean;
  /** When. */
  readonly decidedAt: Instant;
  /** HMAC-SHA-256 over case, proposal, digest, decision, mode and policies hash. */
  readonly mac: string;
};

/** RFC 8785 text. */
export function serialiseGateDecided(value: GateDecided): string {
  let text = '';
  text += '{"afterReview":' + jsonBoolean(value.afterReview);
  text += ',"controlRevision":' + jsonInteger(value.controlRevision);
  text += ',"decidedAt":' + jsonString(value.decidedAt);
  text += ',"decision":' + jsonString(value.decision);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"mac":' + jsonString(value.mac);
  text += ',"mode":' + jsonString(value.mode);
  text += ',"policiesHash":' + jsonString(value.policiesHash);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reasons":' + jsonArray(value.reasons, serialiseReason);
  text += ',"reservations":' + jsonArray(value.reservations, serialiseReservation);
  if (value.reviewDueAt !== undefined) text += ',"reviewDueAt":' + jsonString(value.reviewDueAt);
  text += ',"reviewers":' + jsonArray(value.reviewers, jsonString);
  text += ',"stage":' + jsonString(value.stage);
  text += ',"trustCell":' + serialiseTrustCell(value.trustCell);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'decision', 'mode', 'reasons', 'policiesHash', 'controlRevision', 'trustCell', 'stage', 'reservations', 'reviewers', 'reviewDueAt', 'afterReview', 'decidedAt', 'mac']);

export function checkGateDecided(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['decision'], at + 'decision', issues);
  checkString(value['mode'], at + 'mode', issues);
  checkArray(value['reasons'], at + 'reasons', issues, checkReason);
  checkString(value['policiesHash'], at + 'policiesHash', issues);
  checkLong(value['controlRevision'], at + 'controlRevision', issues);
  checkTrustCell(value['trustCell'], at + 'trustCell', issues);
  checkString(value['stage'], at + 'stage', issues);
  checkArray(value['reservations'], at + 'reservations', issues, checkReservation);
  checkArray(value['reviewers'], at + 'reviewers', issues, checkString);
  checkOptional(value['reviewDueAt'], at + 'reviewDueAt', issues, checkInstant);
  checkBoolean(value['afterReview'], at + 'afterReview', issues);
  checkInstant(value['decidedAt'], at + 'decidedAt', issues);
  checkString(value['mac'], at + 'mac', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateGateDecided(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkGateDecided(value, '', issues);
  return issues.list;
}

export const gateDecidedContract: Contract<GateDecided> = {
  type: 'gate-decided',
  personal: [],
  serialise: serialiseGateDecided,
  validate: validateGateDecided,
  check: checkGateDecided,
  schema: {"type":"record","name":"GateDecided","namespace":"dws.events.v1","doc":"The governor held a proposal to scope, policy and limits.","dws":{"type":"gate-decided"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest that was decided on."},{"name":"decision","type":"string","doc":"`allow`, `review` or `deny`."},{"name":"mode","type":"string","doc":"`live` or `shadow`; a shadow is never claimed."},{"name":"reasons","type":{"type":"array","items":{"type":"record","name":"Reason","namespace":"dws.types.v1","doc":"One reason of a decision.","fields":[{"name":"step","type":"string","doc":"Step of the gate or of the flow, for example `checkpoint`."},{"name":"code","type":"string","doc":"Stable code, for example `external-message`."},{"name":"text","type":"string","doc":"In plain words."}]}},"doc":"Every step with its result."},{"name":"policiesHash","type":"string","doc":"Hash of the policies, tables and limits that decided."},{"name":"controlRevision","type":"long","doc":"Revision of the control stream that was known; -1 for none."},{"name":"trustCell","type":{"type":"record","name":"TrustCell","namespace":"dws.types.v1","doc":"The unit in which trust is earned.","fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"actionKind","type":"string","doc":"Action kind."},{"name":"risk","type":"string","doc":"`low`, `medium` or `high`."},{"name":"workerVersion","type":"string","doc":"Version of the worker."}]},"doc":"Cell the outcome will count in."},{"name":"stage","type":"string","doc":"Maturity stage of the worker."},{"name":"reservations","type":{"type":"array","items":{"type":"record","name":"Reservation","namespace":"dws.types.v1","doc":"A share of a cumulative limit that was set aside for one proposal.","fields":[{"name":"limit","type":"string","doc":"Limit rule."},{"name":"key","type":"string","doc":"What it is counted by, for example `customer:acc-1`."},{"name":"day","type":"string","doc":"Day in the time zone of the domain, YYYY-MM-DD."},{"name":"count","type":"int","doc":"Number of actions."},{"name":"amountMinor","type":"long","doc":"Value in minor units; 0 where the rule counts only."}]}},"doc":"Shares of limits set aside."},{"name":"reviewers","type":{"type":"array","items":"string"},"doc":"Roles or people who may decide; empty unless review."},{"name":"reviewDueAt","type":["null",{"type":"string","format":"date-time"}],"doc":"When the review is overdue.","default":null},{"name":"afterReview","type":"boolean","doc":"Whether it also needs a look after the effect."},{"name":"decidedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"mac","type":"string","doc":"HMAC-SHA-256 over case, proposal, digest, decision, mode and policies hash."}]},
};
