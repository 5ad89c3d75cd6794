// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkBoolean, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonBoolean, jsonString } from '../../json/text.ts';
import { checkChange, serialiseChange, type Change } from '../types/change.ts';

/** Proposals fell away before they were claimed. */
export type Superseded = {
  /** Which. */
  readonly proposalIds: readonly string[];
  /** `newer-signal`, `context-changed`, `correction` or `control-order`. */
  readonly reason: string;
  /** Case of the newer signal; empty where none. */
  readonly byCase: string;
  /** What changed, where that is the reason. */
  readonly changes: readonly Change[];
  /** When. */
  readonly at: Instant;
  /** Whether the worker plans this case again. */
  readonly replan: boolean;
};

/** RFC 8785 text. */
export function serialiseSuperseded(value: Superseded): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"byCase":' + jsonString(value.byCase);
  text += ',"changes":' + jsonArray(value.changes, serialiseChange);
  text += ',"proposalIds":' + jsonArray(value.proposalIds, jsonString);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"replan":' + jsonBoolean(value.replan);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['proposalIds', 'reason', 'byCase', 'changes', 'at', 'replan']);

export function checkSuperseded(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkArray(value['proposalIds'], at + 'proposalIds', issues, checkString);
  checkString(value['reason'], at + 'reason', issues);
  checkString(value['byCase'], at + 'byCase', issues);
  checkArray(value['changes'], at + 'changes', issues, checkChange);
  checkInstant(value['at'], at + 'at', issues);
  checkBoolean(value['replan'], at + 'replan', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateSuperseded(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkSuperseded(value, '', issues);
  return issues.list;
}

export const supersededContract: Contract<Superseded> = {
  type: 'superseded',
  personal: [],
  serialise: serialiseSuperseded,
  validate: validateSuperseded,
  check: checkSuperseded,
  schema: {"type":"record","name":"Superseded","namespace":"dws.events.v1","doc":"Proposals fell away before they were claimed.","dws":{"type":"superseded"},"fields":[{"name":"proposalIds","type":{"type":"array","items":"string"},"doc":"Which."},{"name":"reason","type":"string","doc":"`newer-signal`, `context-changed`, `correction` or `control-order`."},{"name":"byCase","type":"string","doc":"Case of the newer signal; empty where none."},{"name":"changes","type":{"type":"array","items":{"type":"record","name":"Change","namespace":"dws.types.v1","doc":"One fact that differs from what a person or plan saw before.","fields":[{"name":"record","type":"string","doc":"`system/recordType/id`."},{"name":"field","type":"string","doc":"Field; empty for the whole record."},{"name":"before","type":"string","doc":"JSON text before; empty where it was not there."},{"name":"after","type":"string","doc":"JSON text after; empty where it is gone."}]}},"doc":"What changed, where that is the reason."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"replan","type":"boolean","doc":"Whether the worker plans this case again."}]},
};
