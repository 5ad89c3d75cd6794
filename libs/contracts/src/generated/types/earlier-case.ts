// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import { checkArray, checkInstant, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonOpen, jsonString } from '../../json/text.ts';

/** An earlier case of the same worker on the same subject. */
export type EarlierCase = {
  /** Its case. */
  readonly caseId: string;
  /** What woke it. */
  readonly signalType: string;
  /** When it was accepted. */
  readonly acceptedAt: Instant;
  /** `open` or `closed`. */
  readonly phase: string;
  /** How it closed; empty while open. */
  readonly outcome: string;
  /** Kinds of the actions it executed. */
  readonly actions: readonly string[];
  /** What its plan wrote down for later cases. */
  readonly memo: JsonObject;
};

/** RFC 8785 text. */
export function serialiseEarlierCase(value: EarlierCase): string {
  let text = '';
  text += '{"acceptedAt":' + jsonString(value.acceptedAt);
  text += ',"actions":' + jsonArray(value.actions, jsonString);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"memo":' + jsonOpen(value.memo);
  text += ',"outcome":' + jsonString(value.outcome);
  text += ',"phase":' + jsonString(value.phase);
  text += ',"signalType":' + jsonString(value.signalType);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['caseId', 'signalType', 'acceptedAt', 'phase', 'outcome', 'actions', 'memo']);

export function checkEarlierCase(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['signalType'], at + 'signalType', issues);
  checkInstant(value['acceptedAt'], at + 'acceptedAt', issues);
  checkString(value['phase'], at + 'phase', issues);
  checkString(value['outcome'], at + 'outcome', issues);
  checkArray(value['actions'], at + 'actions', issues, checkString);
  checkOpen(value['memo'], at + 'memo', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEarlierCase(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEarlierCase(value, '', issues);
  return issues.list;
}
