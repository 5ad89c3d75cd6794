// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** The write that undoes an action may or may not have been performed; a person must settle it. */
export type ReversalInDoubt = {
  /** Proposal that was executed. */
  readonly proposalId: string;
  /** Its digest. */
  readonly digest: string;
  /** When. */
  readonly at: Instant;
  /** What is known. */
  readonly detail: string;
};

/** RFC 8785 text. */
export function serialiseReversalInDoubt(value: ReversalInDoubt): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"detail":' + jsonString(value.detail);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"proposalId":' + jsonString(value.proposalId);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'at', 'detail']);

export function checkReversalInDoubt(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkString(value['detail'], at + 'detail', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReversalInDoubt(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReversalInDoubt(value, '', issues);
  return issues.list;
}

export const reversalInDoubtContract: Contract<ReversalInDoubt> = {
  type: 'reversal-in-doubt',
  personal: [],
  serialise: serialiseReversalInDoubt,
  validate: validateReversalInDoubt,
  check: checkReversalInDoubt,
  schema: {"type":"record","name":"ReversalInDoubt","namespace":"dws.events.v1","doc":"The write that undoes an action may or may not have been performed; a person must settle it.","dws":{"type":"reversal-in-doubt"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal that was executed."},{"name":"digest","type":"string","doc":"Its digest."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"detail","type":"string","doc":"What is known."}]},
};
