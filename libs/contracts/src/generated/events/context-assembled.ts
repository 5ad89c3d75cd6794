// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkInt, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';
import { checkContextRecord, serialiseContextRecord, type ContextRecord } from '../types/context-record.ts';
import { checkEarlierCase, serialiseEarlierCase, type EarlierCase } from '../types/earlier-case.ts';
import { checkMissingInput, serialiseMissingInput, type MissingInput } from '../types/missing-input.ts';

/** The facts that were read for a plan. */
export type ContextAssembled = {
  /** Which plan of this case it serves, from 1. */
  readonly attempt: number;
  /** When the last read ended. */
  readonly assembledAt: Instant;
  /** Records read, in order of need. */
  readonly records: readonly ContextRecord[];
  /** What could not be had. */
  readonly missing: readonly MissingInput[];
  /** Earlier cases on the same subject, newest first. */
  readonly earlier: readonly EarlierCase[];
  /** Position of the worker stream that its memory was folded to; empty before the first. */
  readonly memoryPosition: string;
  /** The beliefs of the memory that the plan may use. */
  readonly memory: JsonObject;
  /** SHA-256 over record ids, versions and fields: what the proposals rest on. */
  readonly snapshotDigest: string;
};

/** RFC 8785 text. */
export function serialiseContextAssembled(value: ContextAssembled): string {
  let text = '';
  text += '{"assembledAt":' + jsonString(value.assembledAt);
  text += ',"attempt":' + jsonInteger(value.attempt);
  text += ',"earlier":' + jsonArray(value.earlier, serialiseEarlierCase);
  text += ',"memory":' + jsonOpen(value.memory);
  text += ',"memoryPosition":' + jsonString(value.memoryPosition);
  text += ',"missing":' + jsonArray(value.missing, serialiseMissingInput);
  text += ',"records":' + jsonArray(value.records, serialiseContextRecord);
  text += ',"snapshotDigest":' + jsonString(value.snapshotDigest);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['attempt', 'assembledAt', 'records', 'missing', 'earlier', 'memoryPosition', 'memory', 'snapshotDigest']);

export function checkContextAssembled(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkInt(value['attempt'], at + 'attempt', issues);
  checkInstant(value['assembledAt'], at + 'assembledAt', issues);
  checkArray(value['records'], at + 'records', issues, checkContextRecord);
  checkArray(value['missing'], at + 'missing', issues, checkMissingInput);
  checkArray(value['earlier'], at + 'earlier', issues, checkEarlierCase);
  checkString(value['memoryPosition'], at + 'memoryPosition', issues);
  checkOpen(value['memory'], at + 'memory', issues);
  checkString(value['snapshotDigest'], at + 'snapshotDigest', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateContextAssembled(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkContextAssembled(value, '', issues);
  return issues.list;
}

export const contextAssembledContract: Contract<ContextAssembled> = {
  type: 'context-assembled',
  personal: [{"path":["records","*","fields"],"subject":["records","*","id"]}],
  serialise: serialiseContextAssembled,
  validate: validateContextAssembled,
  check: checkContextAssembled,
  schema: {"type":"record","name":"ContextAssembled","namespace":"dws.events.v1","doc":"The facts that were read for a plan.","dws":{"type":"context-assembled"},"fields":[{"name":"attempt","type":"int","doc":"Which plan of this case it serves, from 1."},{"name":"assembledAt","type":{"type":"string","format":"date-time"},"doc":"When the last read ended."},{"name":"records","type":{"type":"array","items":{"type":"record","name":"ContextRecord","namespace":"dws.types.v1","doc":"A record as a business system showed it when the context was assembled; each of its fields is a fact.","fields":[{"name":"system","type":"string","doc":"System it was read from."},{"name":"recordType","type":"string","doc":"Record type."},{"name":"id","type":"string","doc":"The system's own id."},{"name":"version","type":"string","doc":"The system's own version."},{"name":"readAt","type":{"type":"string","format":"date-time"},"doc":"When it was read."},{"name":"name","type":"string","doc":"What the plan calls it, for example `account`."},{"name":"fields","type":{"type":"string","contentMediaType":"application/json"},"doc":"The fields in the scope of the worker.","personal":{"subject":"id"}}]}},"doc":"Records read, in order of need."},{"name":"missing","type":{"type":"array","items":{"type":"record","name":"MissingInput","namespace":"dws.types.v1","doc":"Something the plan wanted and did not have.","fields":[{"name":"name","type":"string","doc":"What the plan calls it."},{"name":"system","type":"string","doc":"Where it should have come from."},{"name":"reason","type":"string","doc":"`unavailable`, `not-found`, `stale`, `out-of-scope` or `empty`."},{"name":"required","type":"boolean","doc":"Whether the plan could not go on without it."},{"name":"text","type":"string","doc":"In plain words, for the person who is asked."}]}},"doc":"What could not be had."},{"name":"earlier","type":{"type":"array","items":{"type":"record","name":"EarlierCase","namespace":"dws.types.v1","doc":"An earlier case of the same worker on the same subject.","fields":[{"name":"caseId","type":"string","doc":"Its case."},{"name":"signalType","type":"string","doc":"What woke it."},{"name":"acceptedAt","type":{"type":"string","format":"date-time"},"doc":"When it was accepted."},{"name":"phase","type":"string","doc":"`open` or `closed`."},{"name":"outcome","type":"string","doc":"How it closed; empty while open."},{"name":"actions","type":{"type":"array","items":"string"},"doc":"Kinds of the actions it executed."},{"name":"memo","type":{"type":"string","contentMediaType":"application/json"},"doc":"What its plan wrote down for later cases."}]}},"doc":"Earlier cases on the same subject, newest first."},{"name":"memoryPosition","type":"string","doc":"Position of the worker stream that its memory was folded to; empty before the first."},{"name":"memory","type":{"type":"string","contentMediaType":"application/json"},"doc":"The beliefs of the memory that the plan may use."},{"name":"snapshotDigest","type":"string","doc":"SHA-256 over record ids, versions and fields: what the proposals rest on."}]},
};
