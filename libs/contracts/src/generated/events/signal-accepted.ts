// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOpen, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonOpen, jsonString } from '../../json/text.ts';

/** A worker took up a signal; the first event of every case. */
export type SignalAccepted = {
  /** UUIDv5 of worker, source and signal id. */
  readonly caseId: string;
  /** Worker. */
  readonly worker: string;
  /** Version of the worker that accepted. */
  readonly workerVersion: string;
  /** Domain of the worker. */
  readonly domain: string;
  /** CloudEvents source. */
  readonly source: string;
  /** CloudEvents id, unique in the source. */
  readonly signalId: string;
  /** CloudEvents type. */
  readonly signalType: string;
  /** The business entity the signal is about. */
  readonly subject: string;
  /** SHA-256 of the canonical body. */
  readonly bodyDigest: string;
  /** The body as it was published. Personal data of `subject`. */
  readonly body: JsonObject;
  /** CloudEvents time. */
  readonly occurredAt: Instant;
  /** When the worker accepted it. */
  readonly acceptedAt: Instant;
  /** Topic it came from. */
  readonly topic: string;
  /** Partition. */
  readonly partition: number;
  /** Offset. */
  readonly offset: string;
  /** Hand-overs between workers that led here; 0 for a signal from a system. */
  readonly hops: number;
  /** Case whose escalation led here. */
  readonly parentCase?: string;
  /** Worker of that case. */
  readonly parentWorker?: string;
};

/** RFC 8785 text. */
export function serialiseSignalAccepted(value: SignalAccepted): string {
  let text = '';
  text += '{"acceptedAt":' + jsonString(value.acceptedAt);
  text += ',"body":' + jsonOpen(value.body);
  text += ',"bodyDigest":' + jsonString(value.bodyDigest);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"domain":' + jsonString(value.domain);
  text += ',"hops":' + jsonInteger(value.hops);
  text += ',"occurredAt":' + jsonString(value.occurredAt);
  text += ',"offset":' + jsonString(value.offset);
  if (value.parentCase !== undefined) text += ',"parentCase":' + jsonString(value.parentCase);
  if (value.parentWorker !== undefined) text += ',"parentWorker":' + jsonString(value.parentWorker);
  text += ',"partition":' + jsonInteger(value.partition);
  text += ',"signalId":' + jsonString(value.signalId);
  text += ',"signalType":' + jsonString(value.signalType);
  text += ',"source":' + jsonString(value.source);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"topic":' + jsonString(value.topic);
  text += ',"worker":' + jsonString(value.worker);
  text += ',"workerVersion":' + jsonString(value.workerVersion);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['caseId', 'worker', 'workerVersion', 'domain', 'source', 'signalId', 'signalType', 'subject', 'bodyDigest', 'body', 'occurredAt', 'acceptedAt', 'topic', 'partition', 'offset', 'hops', 'parentCase', 'parentWorker']);

export function checkSignalAccepted(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['workerVersion'], at + 'workerVersion', issues);
  checkString(value['domain'], at + 'domain', issues);
  checkString(value['source'], at + 'source', issues);
  checkString(value['signalId'], at + 'signalId', issues);
  checkString(value['signalType'], at + 'signalType', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkString(value['bodyDigest'], at + 'bodyDigest', issues);
  checkOpen(value['body'], at + 'body', issues);
  checkInstant(value['occurredAt'], at + 'occurredAt', issues);
  checkInstant(value['acceptedAt'], at + 'acceptedAt', issues);
  checkString(value['topic'], at + 'topic', issues);
  checkInt(value['partition'], at + 'partition', issues);
  checkString(value['offset'], at + 'offset', issues);
  checkInt(value['hops'], at + 'hops', issues);
  checkOptional(value['parentCase'], at + 'parentCase', issues, checkString);
  checkOptional(value['parentWorker'], at + 'parentWorker', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateSignalAccepted(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkSignalAccepted(value, '', issues);
  return issues.list;
}

export const signalAcceptedContract: Contract<SignalAccepted> = {
  type: 'signal-accepted',
  personal: [{"path":["body"],"subject":["subject"]}],
  serialise: serialiseSignalAccepted,
  validate: validateSignalAccepted,
  check: checkSignalAccepted,
  schema: {"type":"record","name":"SignalAccepted","namespace":"dws.events.v1","doc":"A worker took up a signal; the first event of every case.","dws":{"type":"signal-accepted"},"fields":[{"name":"caseId","type":"string","doc":"UUIDv5 of worker, source and signal id."},{"name":"worker","type":"string","doc":"Worker."},{"name":"workerVersion","type":"string","doc":"Version of the worker that accepted."},{"name":"domain","type":"string","doc":"Domain of the worker."},{"name":"source","type":"string","doc":"CloudEvents source."},{"name":"signalId","type":"string","doc":"CloudEvents id, unique in the source."},{"name":"signalType","type":"string","doc":"CloudEvents type."},{"name":"subject","type":"string","doc":"The business entity the signal is about."},{"name":"bodyDigest","type":"string","doc":"SHA-256 of the canonical body."},{"name":"body","type":{"type":"string","contentMediaType":"application/json"},"doc":"The body as it was published.","personal":{"subject":"subject"}},{"name":"occurredAt","type":{"type":"string","format":"date-time"},"doc":"CloudEvents time."},{"name":"acceptedAt","type":{"type":"string","format":"date-time"},"doc":"When the worker accepted it."},{"name":"topic","type":"string","doc":"Topic it came from."},{"name":"partition","type":"int","doc":"Partition."},{"name":"offset","type":"string","doc":"Offset."},{"name":"hops","type":"int","doc":"Hand-overs between workers that led here; 0 for a signal from a system."},{"name":"parentCase","type":["null","string"],"doc":"Case whose escalation led here.","default":null},{"name":"parentWorker","type":["null","string"],"doc":"Worker of that case.","default":null}]},
};
