// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkDouble, checkInstant, checkInt, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonDouble, jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';
import { checkMissingInput, serialiseMissingInput, type MissingInput } from '../types/missing-input.ts';
import { checkReason, serialiseReason, type Reason } from '../types/reason.ts';

/** What the plan concluded, with everything needed to run it again. */
export type Planned = {
  /** Which plan of this case, from 1. */
  readonly attempt: number;
  /** Time that the plan was given. */
  readonly plannedAt: Instant;
  /** Version of the worker. */
  readonly workerVersion: string;
  /** Hash of the model used; empty where none is. */
  readonly modelVersion: string;
  /** Hash of the decision tables. */
  readonly tablesVersion: string;
  /** Hash of the prompt; empty where none is. */
  readonly promptVersion: string;
  /** Digest of the context it used. */
  readonly snapshotDigest: string;
  /** `act`, `nothing-to-do` or `ask-person`. */
  readonly outcome: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, naming the facts it rests on. Personal data of `snapshotDigest`. */
  readonly rationale: string;
  /** What was missing for a better plan. */
  readonly missingInputs: readonly MissingInput[];
  /** Things noticed, such as instructions in a text. */
  readonly findings: readonly Reason[];
  /** What later cases on the same subject should know. */
  readonly memo: JsonObject;
  /** How many proposals follow. */
  readonly proposals: number;
  /** SHA-256 of the canonical plan; replay must give the same. */
  readonly planDigest: string;
};

/** RFC 8785 text. */
export function serialisePlanned(value: Planned): string {
  let text = '';
  text += '{"attempt":' + jsonInteger(value.attempt);
  text += ',"confidence":' + jsonDouble(value.confidence);
  text += ',"findings":' + jsonArray(value.findings, serialiseReason);
  text += ',"memo":' + jsonOpen(value.memo);
  text += ',"missingInputs":' + jsonArray(value.missingInputs, serialiseMissingInput);
  text += ',"modelVersion":' + jsonString(value.modelVersion);
  text += ',"outcome":' + jsonString(value.outcome);
  text += ',"planDigest":' + jsonString(value.planDigest);
  text += ',"plannedAt":' + jsonString(value.plannedAt);
  text += ',"promptVersion":' + jsonString(value.promptVersion);
  text += ',"proposals":' + jsonInteger(value.proposals);
  text += ',"rationale":' + jsonString(value.rationale);
  text += ',"snapshotDigest":' + jsonString(value.snapshotDigest);
  text += ',"tablesVersion":' + jsonString(value.tablesVersion);
  text += ',"workerVersion":' + jsonString(value.workerVersion);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['attempt', 'plannedAt', 'workerVersion', 'modelVersion', 'tablesVersion', 'promptVersion', 'snapshotDigest', 'outcome', 'confidence', 'rationale', 'missingInputs', 'findings', 'memo', 'proposals', 'planDigest']);

export function checkPlanned(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkInt(value['attempt'], at + 'attempt', issues);
  checkInstant(value['plannedAt'], at + 'plannedAt', issues);
  checkString(value['workerVersion'], at + 'workerVersion', issues);
  checkString(value['modelVersion'], at + 'modelVersion', issues);
  checkString(value['tablesVersion'], at + 'tablesVersion', issues);
  checkString(value['promptVersion'], at + 'promptVersion', issues);
  checkString(value['snapshotDigest'], at + 'snapshotDigest', issues);
  checkString(value['outcome'], at + 'outcome', issues);
  checkDouble(value['confidence'], at + 'confidence', issues);
  checkString(value['rationale'], at + 'rationale', issues);
  checkArray(value['missingInputs'], at + 'missingInputs', issues, checkMissingInput);
  checkArray(value['findings'], at + 'findings', issues, checkReason);
  checkOpen(value['memo'], at + 'memo', issues);
  checkInt(value['proposals'], at + 'proposals', issues);
  checkString(value['planDigest'], at + 'planDigest', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validatePlanned(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkPlanned(value, '', issues);
  return issues.list;
}

export const plannedContract: Contract<Planned> = {
  type: 'planned',
  personal: [{"path":["rationale"],"subject":["snapshotDigest"]}],
  serialise: serialisePlanned,
  validate: validatePlanned,
  check: checkPlanned,
  schema: {"type":"record","name":"Planned","namespace":"dws.events.v1","doc":"What the plan concluded, with everything needed to run it again.","dws":{"type":"planned"},"fields":[{"name":"attempt","type":"int","doc":"Which plan of this case, from 1."},{"name":"plannedAt","type":{"type":"string","format":"date-time"},"doc":"Time that the plan was given."},{"name":"workerVersion","type":"string","doc":"Version of the worker."},{"name":"modelVersion","type":"string","doc":"Hash of the model used; empty where none is."},{"name":"tablesVersion","type":"string","doc":"Hash of the decision tables."},{"name":"promptVersion","type":"string","doc":"Hash of the prompt; empty where none is."},{"name":"snapshotDigest","type":"string","doc":"Digest of the context it used."},{"name":"outcome","type":"string","doc":"`act`, `nothing-to-do` or `ask-person`."},{"name":"confidence","type":"double","doc":"0 to 1."},{"name":"rationale","type":"string","doc":"Why, naming the facts it rests on.","personal":{"subject":"snapshotDigest"}},{"name":"missingInputs","type":{"type":"array","items":{"type":"record","name":"MissingInput","namespace":"dws.types.v1","doc":"Something the plan wanted and did not have.","fields":[{"name":"name","type":"string","doc":"What the plan calls it."},{"name":"system","type":"string","doc":"Where it should have come from."},{"name":"reason","type":"string","doc":"`unavailable`, `not-found`, `stale`, `out-of-scope` or `empty`."},{"name":"required","type":"boolean","doc":"Whether the plan could not go on without it."},{"name":"text","type":"string","doc":"In plain words, for the person who is asked."}]}},"doc":"What was missing for a better plan."},{"name":"findings","type":{"type":"array","items":{"type":"record","name":"Reason","namespace":"dws.types.v1","doc":"One reason of a decision.","fields":[{"name":"step","type":"string","doc":"Step of the gate or of the flow, for example `checkpoint`."},{"name":"code","type":"string","doc":"Stable code, for example `external-message`."},{"name":"text","type":"string","doc":"In plain words."}]}},"doc":"Things noticed, such as instructions in a text."},{"name":"memo","type":{"type":"string","contentMediaType":"application/json"},"doc":"What later cases on the same subject should know."},{"name":"proposals","type":"int","doc":"How many proposals follow."},{"name":"planDigest","type":"string","doc":"SHA-256 of the canonical plan; replay must give the same."}]},
};
