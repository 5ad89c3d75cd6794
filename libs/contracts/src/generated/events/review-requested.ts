// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonString } from '../../json/text.ts';
import { checkChange, serialiseChange, type Change } from '../types/change.ts';

/** A person is asked. */
export type ReviewRequested = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest shown. */
  readonly digest: string;
  /** UUIDv5 of case and digest. */
  readonly reviewId: string;
  /** Roles or people who may decide. */
  readonly reviewers: readonly string[];
  /** Why a person is asked, in plain words. */
  readonly why: string;
  /** When. */
  readonly openedAt: Instant;
  /** When it is overdue and fails closed. */
  readonly dueAt: Instant;
  /** What changed since an earlier review in this case. */
  readonly changes: readonly Change[];
};

/** RFC 8785 text. */
export function serialiseReviewRequested(value: ReviewRequested): string {
  let text = '';
  text += '{"changes":' + jsonArray(value.changes, serialiseChange);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"dueAt":' + jsonString(value.dueAt);
  text += ',"openedAt":' + jsonString(value.openedAt);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reviewId":' + jsonString(value.reviewId);
  text += ',"reviewers":' + jsonArray(value.reviewers, jsonString);
  text += ',"why":' + jsonString(value.why);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'reviewId', 'reviewers', 'why', 'openedAt', 'dueAt', 'changes']);

export function checkReviewRequested(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['reviewId'], at + 'reviewId', issues);
  checkArray(value['reviewers'], at + 'reviewers', issues, checkString);
  checkString(value['why'], at + 'why', issues);
  checkInstant(value['openedAt'], at + 'openedAt', issues);
  checkInstant(value['dueAt'], at + 'dueAt', issues);
  checkArray(value['changes'], at + 'changes', issues, checkChange);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReviewRequested(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReviewRequested(value, '', issues);
  return issues.list;
}

export const reviewRequestedContract: Contract<ReviewRequested> = {
  type: 'review-requested',
  personal: [],
  serialise: serialiseReviewRequested,
  validate: validateReviewRequested,
  check: checkReviewRequested,
  schema: {"type":"record","name":"ReviewRequested","namespace":"dws.events.v1","doc":"A person is asked.","dws":{"type":"review-requested"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest shown."},{"name":"reviewId","type":"string","doc":"UUIDv5 of case and digest."},{"name":"reviewers","type":{"type":"array","items":"string"},"doc":"Roles or people who may decide."},{"name":"why","type":"string","doc":"Why a person is asked, in plain words."},{"name":"openedAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"dueAt","type":{"type":"string","format":"date-time"},"doc":"When it is overdue and fails closed."},{"name":"changes","type":{"type":"array","items":{"type":"record","name":"Change","namespace":"dws.types.v1","doc":"One fact that differs from what a person or plan saw before.","fields":[{"name":"record","type":"string","doc":"`system/recordType/id`."},{"name":"field","type":"string","doc":"Field; empty for the whole record."},{"name":"before","type":"string","doc":"JSON text before; empty where it was not there."},{"name":"after","type":"string","doc":"JSON text after; empty where it is gone."}]}},"doc":"What changed since an earlier review in this case."}]},
};
