import { DOMAINS, DwsError, caseIdOf, digestOf, instantIn, type Digest, type JsonObject } from '@dws/kernel';
import type { WorkerManifest } from '@dws/worker';
import type { Decoded } from '../consume/decode.ts';
import { attributeFlaw } from '../publish/attribute-flaw.ts';
import { HEADERS } from '../publish/headers.ts';
import { assertSignalSize } from './signal-size.ts';

/** A signal off a topic, with everything its case will need. */
export interface IncomingSignal {
  readonly caseId: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly occurredAt: string;
  readonly body: JsonObject;
  readonly bodyDigest: Digest;
  readonly hops: number;
  readonly parentCase?: string;
  readonly parentWorker?: string;
  readonly traceparent?: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** More hand-overs than this are a loop: there are only so many domains to visit. */
export const MAX_HOPS = DOMAINS.length;

/**
 * @throws DwsError `payload-invalid` when a CloudEvents attribute is missing, or cannot stand in a case;
 * `payload-too-large`
 */
export function incomingSignal({ message, type, value }: Decoded, worker: string): IncomingSignal {
  const { headers, topic, partition, offset } = message;
  assertSignalSize(value, message.value?.length ?? 0);
  const source = required(headers, HEADERS.source);
  const id = required(headers, HEADERS.id);
  const parentCase = value['fromCase'];
  const parentWorker = value['fromWorker'];
  const escalated = type === 'escalation-raised';
  const traceparent = headers[HEADERS.traceparent];
  return {
    caseId: caseIdOf(worker, source, id),
    source,
    id,
    type,
    subject: attribute(HEADERS.subject, headers[HEADERS.subject] ?? message.key),
    occurredAt: timeIn(required(headers, HEADERS.time)),
    body: value,
    bodyDigest: digestOf(value),
    hops: hopsIn(headers[HEADERS.hops] ?? '0'),
    ...(escalated && typeof parentCase === 'string' ? { parentCase } : {}),
    ...(escalated && typeof parentWorker === 'string' ? { parentWorker } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    topic,
    partition,
    offset,
  };
}

/** Why this worker does not take the signal up, or null when it does. */
export function whyNot({ message, type, value }: Decoded, manifest: WorkerManifest): string | null {
  const triggers = manifest.triggers.filter((trigger) => trigger.signalType === type);
  if (triggers.length === 0) return `no trigger of ${manifest.id} is a ${type}`;
  if (type === 'escalation-raised' && !triggers.some(({ path }) => path === value['path'])) {
    return `no trigger of ${manifest.id} is on path ${JSON.stringify(value['path'])}`;
  }
  return whyUnfit({ message }, manifest);
}

/** Why nothing of a signal may move this worker, whatever its type; or null. */
export function whyUnfit({ message }: Pick<Decoded, 'message'>, manifest: WorkerManifest): string | null {
  if (message.headers[HEADERS.causedBy] === manifest.id)
    return `${manifest.id} caused it by a write of its own`;
  if (Number(message.headers[HEADERS.hops] ?? '0') > MAX_HOPS)
    return `it was handed over more than ${MAX_HOPS} times`;
  return null;
}

/** Whoever publishes here by a client of their own may write anything: it would fail in the store, again and again. */
function timeIn(text: string): string {
  const instant = instantIn(text);
  if (instant !== null) return instant;
  throw new DwsError('payload-invalid', `header ${HEADERS.time}: expected RFC 3339, found "${text}"`, {
    field: HEADERS.time,
  });
}

function hopsIn(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new DwsError('payload-invalid', `header ${HEADERS.hops}: expected a whole number, found "${text}"`, {
    field: HEADERS.hops,
  });
}

function required(headers: Readonly<Record<string, string>>, name: string): string {
  const value = headers[name];
  if (value) return attribute(name, value);
  throw new DwsError('payload-invalid', `header ${name} is missing`, { field: name });
}

function attribute(name: string, value: string): string {
  const flaw = attributeFlaw(value);
  if (flaw === null) return value;
  throw new DwsError('payload-invalid', `header ${name}: ${flaw}`, { field: name });
}
