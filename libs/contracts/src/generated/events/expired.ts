// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A review or an approval ran out. */
export type Expired = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest. */
  readonly digest: string;
  /** `review-overdue` or `approval-expired`. */
  readonly reason: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseExpired(value: Expired): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reason":' + jsonString(value.reason);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'reason', 'at']);

export function checkExpired(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateExpired(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkExpired(value, '', issues);
  return issues.list;
}

export const expiredContract: Contract<Expired> = {
  type: 'expired',
  personal: [],
  serialise: serialiseExpired,
  validate: validateExpired,
  check: checkExpired,
  schema: {"type":"record","name":"Expired","namespace":"dws.events.v1","doc":"A review or an approval ran out.","dws":{"type":"expired"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest."},{"name":"reason","type":"string","doc":"`review-overdue` or `approval-expired`."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
