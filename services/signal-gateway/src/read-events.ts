import { DwsError, type JsonObject } from '@dws/kernel';
import type { ArrivedEvent } from './admit.ts';

/** Most events in one batch. */
export const MAX_EVENTS = 1_000;

/** What a binding found, HTTP or Kafka, in neither's terms. */
export interface Received {
  /** As it was sent, with parameters; empty when nothing was said. */
  readonly contentType: string;
  /** CloudEvents attributes that stood in headers, without their prefix: binary mode where there are any. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
  /** Data that the binding has decoded itself; then the body is not looked at. */
  readonly data?: JsonObject | undefined;
  /** Trace context of the transport, for an event that carries none. */
  readonly traceparent?: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;

/**
 * The CloudEvents of a message in binary, structured or batched mode. Nothing is made up for what is missing: an
 * invented id would give every redelivery a case of its own (docs/adr/0120-own-cloudevents-reader.md).
 * @throws DwsError `payload-malformed` (no CloudEvents, or no JSON), `payload-invalid` (`details.field`)
 */
export function readEvents(received: Received): readonly ArrivedEvent[] {
  const { traceparent } = received;
  return found(received).map((event, index) => ({
    ...(traceparent === undefined ? {} : { traceparent }),
    ...checked(event, index),
  }));
}

function found({ contentType, attributes, body, data }: Received): readonly Json[] {
  if (data !== undefined) return [{ ...attributes, data }];
  const mode = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (mode === 'application/cloudevents+json') return [objectOf(jsonOf(body), 0)];
  if (mode === 'application/cloudevents-batch+json') return bounded(jsonOf(body)).map(objectOf);
  const isBinary = Object.keys(attributes).length > 0 && (mode === '' || mode === 'application/json');
  if (isBinary) return [{ ...attributes, data: jsonOf(body) }];
  throw new DwsError(
    'payload-malformed',
    `expected application/cloudevents+json, application/cloudevents-batch+json, or CloudEvents headers with application/json, found "${contentType}"`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DwsError('payload-malformed', `the body is not JSON: ${why}`, {}, error);
  }
}

function bounded(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new DwsError('payload-malformed', 'expected a JSON array of CloudEvents');
  if (value.length > 0 && value.length <= MAX_EVENTS) return value as readonly unknown[];
  const message = `expected 1 to ${MAX_EVENTS} events, found ${value.length}`;
  throw new DwsError('payload-invalid', message, { field: '' });
}

function objectOf(value: unknown, index: number): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new DwsError('payload-malformed', `event ${index}: expected a JSON object`, { index });
}

function checked(event: Json, index: number): ArrivedEvent {
  const invalid = (field: string, what: string): DwsError =>
    new DwsError('payload-invalid', `event ${index}: ${field}: ${what}`, { field, index });
  for (const attribute of REQUIRED) {
    if (typeof event[attribute] !== 'string' || event[attribute] === '')
      throw invalid(attribute, 'expected a non-empty string');
  }
  if (event['specversion'] !== '1.0')
    throw invalid('specversion', `expected 1.0, found ${text(event, 'specversion')}`);
  if (event['data_base64'] !== undefined) throw invalid('data_base64', 'expected JSON in data');
  for (const attribute of ['time', 'traceparent', 'dwscausedby']) {
    const value = event[attribute];
    if (value !== undefined && typeof value !== 'string') throw invalid(attribute, 'expected a string');
  }
  return {
    id: text(event, 'id'),
    source: text(event, 'source'),
    type: text(event, 'type'),
    data: event['data'],
    ...optional(event, 'time'),
    ...optional(event, 'traceparent'),
    ...optional(event, 'dwscausedby'),
    ...(event['dwshops'] === undefined ? {} : { dwshops: hopsOf(event['dwshops'], invalid) }),
  };
}

function text(event: Json, attribute: string): string {
  return String(event[attribute]);
}

function optional<Name extends string>(event: Json, attribute: Name): Partial<Record<Name, string>> {
  const value = event[attribute];
  return typeof value === 'string' ? ({ [attribute]: value } as Record<Name, string>) : {};
}

const MAX_HOPS = 1_000;

function hopsOf(value: unknown, invalid: (field: string, what: string) => DwsError): number {
  const hops = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof hops === 'number' && Number.isInteger(hops) && hops >= 0 && hops <= MAX_HOPS) return hops;
  throw invalid('dwshops', `expected a whole number from 0 to ${MAX_HOPS}`);
}
