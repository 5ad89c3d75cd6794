import { HEADERS } from '@dws/application';
import { DwsError } from '@dws/kernel';
import type { IncomingMessage, SchemaCodec } from '@dws/ports';
import type { Received } from './read-events.ts';

const PREFIX = 'ce_';
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Whether a value is in Confluent framing: no JSON begins with a byte 0. */
export function isAvro({ value }: IncomingMessage): boolean {
  return value !== null && value[0] === 0;
}

/**
 * A record in binary mode whose data is Avro under a registered schema.
 * @throws DwsError `schema-unknown`, `schema-unavailable`, `payload-malformed`, `payload-invalid`
 */
export function avroReceived(message: IncomingMessage, codec: SchemaCodec): Received {
  const received = kafkaReceived({ ...message, value: EMPTY });
  const { type, value } = codec.decode(message.value ?? EMPTY);
  const claimed = received.attributes['type'];
  if (claimed !== undefined && claimed !== type) {
    throw new DwsError('payload-invalid', `header says ${claimed}, the bytes are a ${type}`, {
      field: 'type',
    });
  }
  return { ...received, data: value };
}

const EMPTY = new Uint8Array(0);

/**
 * CloudEvents' Kafka binding. A record that says nothing of itself is taken for structured mode: `kcat` and many
 * others publish without headers.
 */
export function kafkaReceived({ headers, value }: IncomingMessage): Received {
  const attributes = Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), text]] : [],
    ),
  );
  const plain = Object.keys(attributes).length === 0;
  const contentType = headers[HEADERS.contentType] ?? '';
  const traceparent = headers[HEADERS.traceparent];
  return {
    contentType: plain && !contentType.startsWith('application/cloudevents') ? STRUCTURED : contentType,
    attributes,
    body: textOf(value),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

const STRUCTURED = 'application/cloudevents+json';

function textOf(value: Uint8Array | null): string {
  if (value === null) throw new DwsError('payload-malformed', 'the record has no value');
  try {
    return decoder.decode(value);
  } catch (error) {
    throw new DwsError('payload-malformed', 'the record is not UTF-8', {}, error);
  }
}
