import { HEADERS, AVRO, type Names } from '@dws/application';
import { signalContractOf, type SignalContract } from '@dws/contracts';
import { DwsError, type Domain, type JsonObject } from '@dws/kernel';
import type { OutgoingMessage, SchemaCodec } from '@dws/ports';

/** A CloudEvent as it arrived, envelope checked by the CloudEvents library, content not yet. */
export interface ArrivedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string | undefined;
  readonly data?: unknown;
  readonly traceparent?: string | undefined;
  /** Worker whose own write caused it, where the source knows. */
  readonly dwscausedby?: string | undefined;
  readonly dwshops?: string | number | undefined;
}

export interface AdmitOptions {
  readonly codec: SchemaCodec;
  readonly names: Names;
  /** Domain that the address or topic names; null where the type alone decides. */
  readonly domain: Domain | null;
  readonly now: string;
  readonly newTraceparent: () => string;
}

/** Longest id and source that a case can be named by. */
const MAX_ATTRIBUTE = 512;

/**
 * The record that a signal becomes on its domain's topic.
 * @throws DwsError `signal-type-unknown`, `signal-wrong-domain`, `payload-invalid` (`details.field`)
 */
export function admit(event: ArrivedEvent, options: AdmitOptions): OutgoingMessage {
  const contract = signalContractOf(event.type);
  if (options.domain !== null && contract.domain !== options.domain) {
    throw new DwsError(
      'signal-wrong-domain',
      `${event.type} belongs to ${contract.domain}, not to ${options.domain}`,
      {
        type: event.type,
        domain: contract.domain,
      },
    );
  }
  for (const attribute of ['id', 'source'] as const) {
    if (event[attribute].length > MAX_ATTRIBUTE)
      throw invalid(attribute, `longer than ${MAX_ATTRIBUTE} characters`);
  }
  const data = validData(contract, event.data);
  const subject = data[contract.subject];
  if (typeof subject !== 'string' || subject === '')
    throw invalid(`data.${contract.subject}`, 'expected a non-empty string');
  return {
    topic: options.names.topic('signals', contract.domain),
    key: subject,
    headers: {
      [HEADERS.specversion]: '1.0',
      [HEADERS.id]: event.id,
      [HEADERS.source]: event.source,
      [HEADERS.type]: event.type,
      [HEADERS.time]: event.time === undefined ? options.now : instant(event.time),
      [HEADERS.subject]: subject,
      [HEADERS.contentType]: AVRO,
      [HEADERS.traceparent]: event.traceparent ?? options.newTraceparent(),
      [HEADERS.hops]: String(event.dwshops ?? 0),
      ...(event.dwscausedby ? { [HEADERS.causedBy]: event.dwscausedby } : {}),
    },
    value: options.codec.encode(event.type, data),
  };
}

function validData(contract: SignalContract, data: unknown): JsonObject {
  const [first] = contract.validate(data);
  if (first) throw invalid(first.path === '' ? 'data' : `data.${first.path}`, first.message);
  return data as JsonObject;
}

function instant(time: string): string {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw invalid('time', `expected RFC 3339, found "${time}"`);
  return new Date(milliseconds).toISOString();
}

function invalid(field: string, found: string): DwsError {
  return new DwsError('payload-invalid', `${field}: ${found}`, { field });
}
