// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOpen, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';

/** A person approved, edited or rejected. */
export type ReviewDecided = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest that was on the packet. */
  readonly digest: string;
  /** Review. */
  readonly reviewId: string;
  /** `approve`, `edit` or `reject`. */
  readonly verdict: string;
  /** Who. */
  readonly reviewer: string;
  /** When the review was opened. */
  readonly openedAt: Instant;
  /** When. */
  readonly decidedAt: Instant;
  /** Stable code, for example `wrong-tone`. */
  readonly reasonCode: string;
  /** Free text. Personal data of `reviewer`. */
  readonly comment: string;
  /** Characters that differ in the edited arguments. */
  readonly editSize: number;
  /** Arguments after the edit. Personal data of `reviewer`. */
  readonly editedArguments?: JsonObject;
  /** 1 to 5. */
  readonly rating?: number;
  /** Kind of the action that was decided on: what its worker's memory counts by. */
  readonly actionKind?: string;
  /** Hash of the policies that asked for the review. */
  readonly policiesHash: string;
  /** Key of the signature. */
  readonly keyId: string;
  /** Ed25519 over case, review, digest, verdict, reviewer, time and the digest of the edit, base64. */
  readonly signature: string;
};

/** RFC 8785 text. */
export function serialiseReviewDecided(value: ReviewDecided): string {
  let text = '';
  if (value.actionKind !== undefined) text += ',"actionKind":' + jsonString(value.actionKind);
  text += ',"comment":' + jsonString(value.comment);
  text += ',"decidedAt":' + jsonString(value.decidedAt);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"editSize":' + jsonInteger(value.editSize);
  if (value.editedArguments !== undefined) text += ',"editedArguments":' + jsonOpen(value.editedArguments);
  text += ',"keyId":' + jsonString(value.keyId);
  text += ',"openedAt":' + jsonString(value.openedAt);
  text += ',"policiesHash":' + jsonString(value.policiesHash);
  text += ',"proposalId":' + jsonString(value.proposalId);
  if (value.rating !== undefined) text += ',"rating":' + jsonInteger(value.rating);
  text += ',"reasonCode":' + jsonString(value.reasonCode);
  text += ',"reviewId":' + jsonString(value.reviewId);
  text += ',"reviewer":' + jsonString(value.reviewer);
  text += ',"signature":' + jsonString(value.signature);
  text += ',"verdict":' + jsonString(value.verdict);
  return `{${text.slice(1)}}`;
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'reviewId', 'verdict', 'reviewer', 'openedAt', 'decidedAt', 'reasonCode', 'comment', 'editSize', 'editedArguments', 'rating', 'actionKind', 'policiesHash', 'keyId', 'signature']);

export function checkReviewDecided(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['reviewId'], at + 'reviewId', issues);
  checkString(value['verdict'], at + 'verdict', issues);
  checkString(value['reviewer'], at + 'reviewer', issues);
  checkInstant(value['openedAt'], at + 'openedAt', issues);
  checkInstant(value['decidedAt'], at + 'decidedAt', issues);
  checkString(value['reasonCode'], at + 'reasonCode', issues);
  checkString(value['comment'], at + 'comment', issues);
  checkInt(value['editSize'], at + 'editSize', issues);
  checkOptional(value['editedArguments'], at + 'editedArguments', issues, checkOpen);
  checkOptional(value['rating'], at + 'rating', issues, checkInt);
  checkOptional(value['actionKind'], at + 'actionKind', issues, checkString);
  checkString(value['policiesHash'], at + 'policiesHash', issues);
  checkString(value['keyId'], at + 'keyId', issues);
  checkString(value['signature'], at + 'signature', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReviewDecided(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReviewDecided(value, '', issues);
  return issues.list;
}

export const reviewDecidedContract: Contract<ReviewDecided> = {
  type: 'review-decided',
  personal: [{"path":["comment"],"subject":["reviewer"]},{"path":["editedArguments"],"subject":["reviewer"]}],
  serialise: serialiseReviewDecided,
  validate: validateReviewDecided,
  check: checkReviewDecided,
  schema: {"type":"record","name":"ReviewDecided","namespace":"dws.events.v1","doc":"A person approved, edited or rejected.","dws":{"type":"review-decided"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest that was on the packet."},{"name":"reviewId","type":"string","doc":"Review."},{"name":"verdict","type":"string","doc":"`approve`, `edit` or `reject`."},{"name":"reviewer","type":"string","doc":"Who."},{"name":"openedAt","type":{"type":"string","format":"date-time"},"doc":"When the review was opened."},{"name":"decidedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"reasonCode","type":"string","doc":"Stable code, for example `wrong-tone`."},{"name":"comment","type":"string","doc":"Free text.","personal":{"subject":"reviewer"}},{"name":"editSize","type":"int","doc":"Characters that differ in the edited arguments."},{"name":"editedArguments","type":["null",{"type":"string","contentMediaType":"application/json"}],"doc":"Arguments after the edit.","default":null,"personal":{"subject":"reviewer"}},{"name":"rating","type":["null","int"],"doc":"1 to 5.","default":null},{"name":"actionKind","type":["null","string"],"doc":"Kind of the action that was decided on: what its worker's memory counts by.","default":null},{"name":"policiesHash","type":"string","doc":"Hash of the policies that asked for the review."},{"name":"keyId","type":"string","doc":"Key of the signature."},{"name":"signature","type":"string","doc":"Ed25519 over case, review, digest, verdict, reviewer, time and the digest of the edit, base64."}]},
};
