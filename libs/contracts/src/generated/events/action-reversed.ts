// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';
import { checkReceipt, serialiseReceipt, type Receipt } from '../types/receipt.ts';

/** An executed action was undone. */
export type ActionReversed = {
  /** Proposal. */
  readonly proposalId: string;
  /** Digest that was undone. */
  readonly digest: string;
  /** When. */
  readonly at: Instant;
  /** Why. */
  readonly reason: string;
  /** What the system answered. */
  readonly receipt: Receipt;
  /** Service or person. */
  readonly by: string;
};

/** RFC 8785 text. */
export function serialiseActionReversed(value: ActionReversed): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"by":' + jsonString(value.by);
  text += ',"digest":' + jsonString(value.digest);
  text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"receipt":' + serialiseReceipt(value.receipt);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalId', 'digest', 'at', 'reason', 'receipt', 'by']);

export function checkActionReversed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['proposalId'], at + 'proposalId', issues);
  checkString(value['digest'], at + 'digest', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkReceipt(value['receipt'], at + 'receipt', issues);
  checkString(value['by'], at + 'by', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateActionReversed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkActionReversed(value, '', issues);
  return issues.list;
}

export const actionReversedContract: Contract<ActionReversed> = {
  type: 'action-reversed',
  personal: [{"path":["receipt","answer"],"subject":["receipt","recordId"]}],
  serialise: serialiseActionReversed,
  validate: validateActionReversed,
  check: checkActionReversed,
  schema: {"type":"record","name":"ActionReversed","namespace":"dws.events.v1","doc":"An executed action was undone.","dws":{"type":"action-reversed"},"fields":[{"name":"proposalId","type":"string","doc":"Proposal."},{"name":"digest","type":"string","doc":"Digest that was undone."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"reason","type":"string","doc":"Why."},{"name":"receipt","type":{"type":"record","name":"Receipt","namespace":"dws.types.v1","doc":"The answer of a business system to a write.","fields":[{"name":"recordId","type":"string","doc":"The system's own id of what was written."},{"name":"version","type":"string","doc":"Its version after the write."},{"name":"answer","type":{"type":"string","contentMediaType":"application/json"},"doc":"The answer as it came.","personal":{"subject":"recordId"}},{"name":"replayed","type":"boolean","doc":"Whether the system had already performed this reference."}]},"doc":"What the system answered."},{"name":"by","type":"string","doc":"Service or person."}]},
};
