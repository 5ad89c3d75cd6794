// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkLong, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** The durable right to perform one action once. */
export type Claimed = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest that may be performed. */
  readonly digest: string;
  /** Service and instance. */
  readonly claimant: string;
  /** When. */
  readonly claimedAt: Instant;
  /** Until when the claimant may still dispatch. */
  readonly deadline: Instant;
  /** Idempotency key and reference in the business system; never contains the attempt. */
  readonly reference: string;
  /** `K`, `Q` or `N`. */
  readonly effectClass: string;
  /** Policies in force at the claim. */
  readonly policiesHash: string;
  /** Revision of the control stream that was read for the claim. */
  readonly controlRevision: number;
};

/** RFC 8785 text. */
export function serialiseClaimed(value: Claimed): string {
  let text = '';
  text += '{"claimant":' + jsonString(value.claimant);
  text += ',"claimedAt":' + jsonString(value.claimedAt);
  text += ',"controlRevision":' + jsonInteger(value.controlRevision);
  text += ',"deadline":' + jsonString(value.deadline);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"effectClass":' + jsonString(value.effectClass);
  text += ',"policiesHash":' + jsonString(value.policiesHash);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reference":' + jsonString(value.reference);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'claimant', 'claimedAt', 'deadline', 'reference', 'effectClass', 'policiesHash', 'controlRevision']);

export function checkClaimed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['claimant'], at + 'claimant', issues);
  checkInstant(value['claimedAt'], at + 'claimedAt', issues);
  checkInstant(value['deadline'], at + 'deadline', issues);
  checkString(value['reference'], at + 'reference', issues);
  checkString(value['effectClass'], at + 'effectClass', issues);
  checkString(value['policiesHash'], at + 'policiesHash', issues);
  checkLong(value['controlRevision'], at + 'controlRevision', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateClaimed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkClaimed(value, '', issues);
  return issues.list;
}

export const claimedContract: Contract<Claimed> = {
  type: 'claimed',
  personal: [],
  serialise: serialiseClaimed,
  validate: validateClaimed,
  check: checkClaimed,
  schema: {"type":"record","name":"Claimed","namespace":"dws.events.v1","doc":"The durable right to perform one action once.","dws":{"type":"claimed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest that may be performed."},{"name":"claimant","type":"string","doc":"Service and instance."},{"name":"claimedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"deadline","type":{"type":"string","format":"date-time"},"doc":"Until when the claimant may still dispatch."},{"name":"reference","type":"string","doc":"Idempotency key and reference in the business system; never contains the attempt."},{"name":"effectClass","type":"string","doc":"`K`, `Q` or `N`."},{"name":"policiesHash","type":"string","doc":"Policies in force at the claim."},{"name":"controlRevision","type":"long","doc":"Revision of the control stream that was read for the claim."}]},
};
