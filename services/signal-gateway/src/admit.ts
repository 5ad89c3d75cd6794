import { assertSignalSize, attributeFlaw, AVRO, HEADERS, type Names } from '@dws/application';
import { signalContractOf, type SignalContract } from '@dws/contracts';
import { DwsError, instantIn, type Domain, type JsonObject } from '@dws/kernel';
import { MAX_MESSAGE_BYTES, type OutgoingMessage, type SchemaCodec } from '@dws/ports';

/** A CloudEvent as it arrived, envelope checked, content not yet. */
export interface ArrivedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string | undefined;
  readonly data?: unknown;
  readonly traceparent?: string | undefined;
  /** Worker whose own write caused it, where the source knows. */
  readonly dwscausedby?: string | undefined;
  readonly dwshops?: number | undefined;
}

export interface AdmitOptions {
  readonly codec: SchemaCodec;
  readonly names: Names;
  /** Domain that the address or topic names; null where the type alone decides. */
  readonly domain: Domain | null;
  readonly now: string;
  readonly newTraceparent: () => string;
}

/** Longest id, source and subject, in characters: cases are named by them. */
const MAX_ATTRIBUTE = 512;

/**
 * The record that a signal becomes on its domain's topic.
 * @throws DwsError `signal-type-unknown`, `signal-wrong-domain`, `payload-invalid` (`details.field`),
 * `payload-too-large`
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
  for (const attribute of ['id', 'source', 'dwscausedby'] as const)
    checkAttribute(attribute, event[attribute] ?? '');
  const data = validData(contract, event.data);
  const subject = data[contract.subject];
  if (typeof subject !== 'string' || subject === '')
    throw invalid(`data.${contract.subject}`, 'expected a non-empty string');
  checkAttribute(`data.${contract.subject}`, subject);
  const value = options.codec.encode(event.type, data);
  assertSignalSize(data, value.length);
  return fitting({
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
      [HEADERS.traceparent]: tracedBy(event.traceparent) ?? options.newTraceparent(),
      [HEADERS.hops]: String(event.dwshops ?? 0),
      ...(event.dwscausedby ? { [HEADERS.causedBy]: event.dwscausedby } : {}),
    },
    value,
  });
}

function validData(contract: SignalContract, data: unknown): JsonObject {
  const [first] = contract.validate(data);
  if (first) throw invalid(first.path === '' ? 'data' : `data.${first.path}`, first.message);
  return data as JsonObject;
}

function checkAttribute(field: string, value: string): void {
  if (value.length > MAX_ATTRIBUTE) throw invalid(field, `longer than ${MAX_ATTRIBUTE} characters`);
  const flaw = attributeFlaw(value);
  if (flaw !== null) throw invalid(field, flaw);
}

function instant(time: string): string {
  const found = instantIn(time);
  if (found === null) throw invalid('time', `expected RFC 3339, found "${time}"`);
  return found;
}

/** W3C's form, version 00; another's context is dropped rather than passed on unread. */
function tracedBy(traceparent: string | undefined): string | undefined {
  return traceparent && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent)
    ? traceparent
    : undefined;
}

/** Avro may be longer than the JSON it came from; refused here, it names its event and does not fail a batch. */
function fitting(message: OutgoingMessage): OutgoingMessage {
  const texts = [message.key, ...Object.entries(message.headers).flat()];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), message.value?.length ?? 0);
  if (bytes <= MAX_MESSAGE_BYTES) return message;
  throw new DwsError(
    'payload-too-large',
    `a signal takes at most ${MAX_MESSAGE_BYTES} bytes, found ${bytes}`,
    {
      bytes,
      limit: MAX_MESSAGE_BYTES,
    },
  );
}

function invalid(field: string, found: string): DwsError {
  return new DwsError('payload-invalid', `${field}: ${found}`, { field });
}
