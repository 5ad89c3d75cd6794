// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkBoolean, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonBoolean, jsonString } from '../../json/text.ts';

/** A person used the control plane. */
export type PersonActed = {
  /** Who. */
  readonly person: string;
  /** What, for example `review.approve`. */
  readonly action: string;
  /** On what. */
  readonly target: string;
  /** Whether it was permitted. */
  readonly allowed: boolean;
  /** Why not, or empty. */
  readonly reason: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialisePersonActed(value: PersonActed): string {
  let text = '';
  text += '{"action":' + jsonString(value.action);
  text += ',"allowed":' + jsonBoolean(value.allowed);
  text += ',"at":' + jsonString(value.at);
  text += ',"person":' + jsonString(value.person);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"target":' + jsonString(value.target);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['person', 'action', 'target', 'allowed', 'reason', 'at']);

export function checkPersonActed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['person'], at + 'person', issues);
  checkString(value['action'], at + 'action', issues);
  checkString(value['target'], at + 'target', issues);
  checkBoolean(value['allowed'], at + 'allowed', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validatePersonActed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkPersonActed(value, '', issues);
  return issues.list;
}

export const personActedContract: Contract<PersonActed> = {
  type: 'person-acted',
  personal: [],
  serialise: serialisePersonActed,
  validate: validatePersonActed,
  check: checkPersonActed,
  schema: {"type":"record","name":"PersonActed","namespace":"dws.events.v1","doc":"A person used the control plane.","dws":{"type":"person-acted"},"fields":[{"name":"person","type":"string","doc":"Who."},{"name":"action","type":"string","doc":"What, for example `review.approve`."},{"name":"target","type":"string","doc":"On what."},{"name":"allowed","type":"boolean","doc":"Whether it was permitted."},{"name":"reason","type":"string","doc":"Why not, or empty."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
