// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** An executed action could not be undone: its effect stands. */
export type ReversalFailed = {
  /** Proposal that was executed. */
  readonly proposalId: string;
  /** Its digest. */
  readonly digest: string;
  /** When. */
  readonly at: Instant;
  /** Stable code. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Who settled it, after doubt. */
  readonly resolvedBy?: string;
};

/** RFC 8785 text. */
export function serialiseReversalFailed(value: ReversalFailed): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"code":' + jsonString(value.code);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"message":' + jsonString(value.message);
  text += ',"proposalId":' + jsonString(value.proposalId);
  if (value.resolvedBy !== undefined) text += ',"resolvedBy":' + jsonString(value.resolvedBy);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'at', 'code', 'message', 'resolvedBy']);

export function checkReversalFailed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkString(value['code'], at + 'code', issues);
  checkString(value['message'], at + 'message', issues);
  checkOptional(value['resolvedBy'], at + 'resolvedBy', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReversalFailed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReversalFailed(value, '', issues);
  return issues.list;
}

export const reversalFailedContract: Contract<ReversalFailed> = {
  type: 'reversal-failed',
  personal: [],
  serialise: serialiseReversalFailed,
  validate: validateReversalFailed,
  check: checkReversalFailed,
  schema: {"type":"record","name":"ReversalFailed","namespace":"dws.events.v1","doc":"An executed action could not be undone: its effect stands.","dws":{"type":"reversal-failed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal that was executed."},{"name":"digest","type":"string","doc":"Its digest."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"code","type":"string","doc":"Stable code."},{"name":"message","type":"string","doc":"What happened."},{"name":"resolvedBy","type":["null","string"],"doc":"Who settled it, after doubt.","default":null}]},
};
