// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonOpen, jsonString } from '../../json/text.ts';

/** A version of a worker was approved for an environment. */
export type WorkerRegistered = {
  /** Worker. */
  readonly worker: string;
  /** Domain. */
  readonly domain: string;
  /** Version. */
  readonly version: string;
  /** SHA-256 over the files of the worker. */
  readonly codeHash: string;
  /** Manifest as registered. */
  readonly manifest: JsonObject;
  /** Maturity stage. */
  readonly stage: string;
  /** `shadow`, `active`, `paused` or `retired`. */
  readonly status: string;
  /** Who approved. */
  readonly by: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseWorkerRegistered(value: WorkerRegistered): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"by":' + jsonString(value.by);
  text += ',"codeHash":' + jsonString(value.codeHash);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"manifest":' + jsonOpen(value.manifest);
  text += ',"stage":' + jsonString(value.stage);
  text += ',"status":' + jsonString(value.status);
  text += ',"version":' + jsonString(value.version);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['worker', 'domain', 'version', 'codeHash', 'manifest', 'stage', 'status', 'by', 'at']);

export function checkWorkerRegistered(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['version'], at + 'version', issues);
  checkString(value['codeHash'], at + 'codeHash', issues);
  checkOpen(value['manifest'], at + 'manifest', issues);
  checkString(value['stage'], at + 'stage', issues);
  checkString(value['status'], at + 'status', issues);
  checkString(value['by'], at + 'by', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateWorkerRegistered(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkWorkerRegistered(value, '', issues);
  return issues.list;
}

export const workerRegisteredContract: Contract<WorkerRegistered> = {
  type: 'worker-registered',
  personal: [],
  serialise: serialiseWorkerRegistered,
  validate: validateWorkerRegistered,
  check: checkWorkerRegistered,
  schema: {"type":"record","name":"WorkerRegistered","namespace":"dws.events.v1","doc":"A version of a worker was approved for an environment.","dws":{"type":"worker-registered"},"fields":[{"name":"worker","type":"string","doc":"Worker."},{"name":"domain","type":"string","doc":"Domain."},{"name":"version","type":"string","doc":"Version."},{"name":"codeHash","type":"string","doc":"SHA-256 over the files of the worker."},{"name":"manifest","type":{"type":"string","contentMediaType":"application/json"},"doc":"Manifest as registered."},{"name":"stage","type":"string","doc":"Maturity stage."},{"name":"status","type":"string","doc":"`shadow`, `active`, `paused` or `retired`."},{"name":"by","type":"string","doc":"Who approved."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
