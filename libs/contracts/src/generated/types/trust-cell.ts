// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** The unit in which trust is earned. */
export type TrustCell = {
  /** Worker. */
  readonly worker: string;
  /** Action kind. */
  readonly actionKind: string;
  /** `low`, `medium` or `high`. */
  readonly risk: string;
  /** Version of the worker. */
  readonly workerVersion: string;
};

/** RFC 8785 text. */
export function serialiseTrustCell(value: TrustCell): string {
  let text = '';
  text += '{"actionKind":' + jsonString(value.actionKind);
  text += ',"risk":' + jsonString(value.risk);
  text += ',"worker":' + jsonString(value.worker);
  text += ',"workerVersion":' + jsonString(value.workerVersion);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['worker', 'actionKind', 'risk', 'workerVersion']);

export function checkTrustCell(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['actionKind'], at + 'actionKind', issues);
  checkString(value['risk'], at + 'risk', issues);
  checkString(value['workerVersion'], at + 'workerVersion', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateTrustCell(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkTrustCell(value, '', issues);
  return issues.list;
}
