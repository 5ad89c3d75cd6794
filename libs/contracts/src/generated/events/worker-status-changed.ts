// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A worker was paused, resumed, promoted or retired. */
export type WorkerStatusChanged = {
  /** Worker. */
  readonly worker: string;
  /** New status. */
  readonly status: string;
  /** New maturity stage. */
  readonly stage: string;
  /** Why. */
  readonly reason: string;
  /** Who. */
  readonly by: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseWorkerStatusChanged(value: WorkerStatusChanged): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"by":' + jsonString(value.by);
  text += ',"reason":' + jsonString(value.reason);
  text += ',"stage":' + jsonString(value.stage);
  text += ',"status":' + jsonString(value.status);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['worker', 'status', 'stage', 'reason', 'by', 'at']);

export function checkWorkerStatusChanged(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['status'], at + 'status', issues);
  checkString(value['stage'], at + 'stage', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkString(value['by'], at + 'by', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateWorkerStatusChanged(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkWorkerStatusChanged(value, '', issues);
  return issues.list;
}

export const workerStatusChangedContract: Contract<WorkerStatusChanged> = {
  type: 'worker-status-changed',
  personal: [],
  serialise: serialiseWorkerStatusChanged,
  validate: validateWorkerStatusChanged,
  check: checkWorkerStatusChanged,
  schema: {"type":"record","name":"WorkerStatusChanged","namespace":"dws.events.v1","doc":"A worker was paused, resumed, promoted or retired.","dws":{"type":"worker-status-changed"},"fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"status","type":"string","doc":"New status."},{"name":"stage","type":"string","doc":"New maturity stage."},{"name":"reason","type":"string","doc":"Why."},{"name":"by","type":"string","doc":"Who."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
