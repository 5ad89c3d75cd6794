// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** Everything that the relay publishes was published up to a position of the store. */
export type RelayCheckpointed = {
  /** Position of the store, `commit/prepare`. */
  readonly position: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseRelayCheckpointed(value: RelayCheckpointed): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"position":' + jsonString(value.position);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['position', 'at']);

export function checkRelayCheckpointed(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['position'], at + 'position', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateRelayCheckpointed(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkRelayCheckpointed(value, '', issues);
  return issues.list;
}

export const relayCheckpointedContract: Contract<RelayCheckpointed> = {
  type: 'relay-checkpointed',
  personal: [],
  serialise: serialiseRelayCheckpointed,
  validate: validateRelayCheckpointed,
  check: checkRelayCheckpointed,
  schema: {"type":"record","name":"RelayCheckpointed","namespace":"dws.events.v1","doc":"Everything that the relay publishes was published up to a position of the store.","dws":{"type":"relay-checkpointed"},"fields":[{"name":"position","type":"string","doc":"Position of the store, `commit/prepare`."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
