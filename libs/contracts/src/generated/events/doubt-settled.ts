// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A person found out what became of an action in doubt. Its outcome follows in the same append. */
export type DoubtSettled = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest that was on the page. */
  readonly digest: string;
  /** Idempotency key and reference that the write carried. */
  readonly reference: string;
  /** `executed` or `failed`. */
  readonly verdict: string;
  /** Who. */
  readonly person: string;
  /** When it came into doubt. */
  readonly doubtAt: Instant;
  /** When. */
  readonly settledAt: Instant;
  /** The system's own identifier of what was written; empty where nothing was. */
  readonly evidence: string;
  /** How they know, in their own words. Personal data of `person`. */
  readonly note: string;
  /** Key of the signature. */
  readonly keyId: string;
  /** Ed25519 over case, proposal, digest, reference, verdict, person, time and the digest of evidence and note, base64. */
  readonly signature: string;
};

/** RFC 8785 text. */
export function serialiseDoubtSettled(value: DoubtSettled): string {
  let text = '';
  text += '{"digest":' + jsonString(value.digest);
  text += ',"doubtAt":' + jsonString(value.doubtAt);
  text += ',"evidence":' + jsonString(value.evidence);
  text += ',"keyId":' + jsonString(value.keyId);
  text += ',"note":' + jsonString(value.note);
  text += ',"person":' + jsonString(value.person);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reference":' + jsonString(value.reference);
  text += ',"settledAt":' + jsonString(value.settledAt);
  text += ',"signature":' + jsonString(value.signature);
  text += ',"verdict":' + jsonString(value.verdict);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'reference', 'verdict', 'person', 'doubtAt', 'settledAt', 'evidence', 'note', 'keyId', 'signature']);

export function checkDoubtSettled(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkString(value['reference'], at + 'reference', issues);
  checkString(value['verdict'], at + 'verdict', issues);
  checkString(value['person'], at + 'person', issues);
  checkInstant(value['doubtAt'], at + 'doubtAt', issues);
  checkInstant(value['settledAt'], at + 'settledAt', issues);
  checkString(value['evidence'], at + 'evidence', issues);
  checkString(value['note'], at + 'note', issues);
  checkString(value['keyId'], at + 'keyId', issues);
  checkString(value['signature'], at + 'signature', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateDoubtSettled(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkDoubtSettled(value, '', issues);
  return issues.list;
}

export const doubtSettledContract: Contract<DoubtSettled> = {
  type: 'doubt-settled',
  personal: [{"path":["note"],"subject":["person"]}],
  serialise: serialiseDoubtSettled,
  validate: validateDoubtSettled,
  check: checkDoubtSettled,
  schema: {"type":"record","name":"DoubtSettled","namespace":"dws.events.v1","doc":"A person found out what became of an action in doubt. Its outcome follows in the same append.","dws":{"type":"doubt-settled"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest that was on the page."},{"name":"reference","type":"string","doc":"Idempotency key and reference that the write carried."},{"name":"verdict","type":"string","doc":"`executed` or `failed`."},{"name":"person","type":"string","doc":"Who."},{"name":"doubtAt","type":{"type":"string","format":"date-time"},"doc":"When it came into doubt."},{"name":"settledAt","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"evidence","type":"string","doc":"The system's own identifier of what was written; empty where nothing was."},{"name":"note","type":"string","doc":"How they know, in their own words.","personal":{"subject":"person"}},{"name":"keyId","type":"string","doc":"Key of the signature."},{"name":"signature","type":"string","doc":"Ed25519 over case, proposal, digest, reference, verdict, person, time and the digest of evidence and note, base64."}]},
};
