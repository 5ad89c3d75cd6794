import { AVRO, HEADERS } from '@dws/application';
import type { OutgoingMessage, SchemaCodec } from '@dws/ports';
import { ticket } from './crash-signals.ts';

/** A record that a publisher put on `signals.customer-experience.v1` and that nobody can use. */
export interface NoGood {
  readonly what: string;
  readonly message: OutgoingMessage;
  /** Code of errors.md with which it must be set aside. */
  readonly code: string;
}

const UNKNOWN_SCHEMA = 999_999;
const CONFLUENT_HEADER = 5;

/** One of every kind, all of one key: they stand in one partition, in this order. */
export function noGoodMessages(topic: string, codec: SchemaCodec): readonly NoGood[] {
  const { data } = ticket('no-good').event as { data: { text: string } };
  const good = codec.encode('ticket.created', data);
  const unknown = Uint8Array.from(good);
  new DataView(unknown.buffer).setUint32(1, UNKNOWN_SCHEMA);
  const huge = codec.encode('ticket.created', { ...data, text: 'x'.repeat(300_000) });
  const other = codec.encode('ticket.created', { ...data, text: 'Something else altogether.' });
  const message = (id: string, type: string, value: Uint8Array): OutgoingMessage => ({
    topic,
    key: 'crash-no-good',
    headers: {
      [HEADERS.specversion]: '1.0',
      [HEADERS.id]: id,
      [HEADERS.source]: 'urn:test:no-good',
      [HEADERS.type]: type,
      [HEADERS.time]: '2026-03-02T10:00:00.000Z',
      [HEADERS.subject]: 'crash-no-good',
      [HEADERS.contentType]: AVRO,
    },
    value,
  });
  return [
    {
      what: 'Avro that ends early',
      message: message('cut', 'ticket.created', good.subarray(0, CONFLUENT_HEADER + 3)),
      code: 'payload-malformed',
    },
    {
      what: 'an unknown schema id',
      message: message('schema', 'ticket.created', unknown),
      code: 'schema-unknown',
    },
    {
      what: 'a body over the limit',
      message: message('huge', 'ticket.created', huge),
      code: 'payload-too-large',
    },
    {
      what: 'a type of another domain',
      message: message('domain', 'invoice.overdue', good),
      code: 'signal-wrong-domain',
    },
    {
      what: 'a type that is none',
      message: message('type', 'moon.rose', good),
      code: 'signal-type-unknown',
    },
    {
      what: 'the same id with another body',
      message: { ...message('twice', 'ticket.created', other) },
      code: 'signal-conflict',
    },
  ];
}

/** What comes first under the id that `noGoodMessages` uses again with another body. */
export function goodBefore(topic: string, codec: SchemaCodec): OutgoingMessage {
  const [first] = noGoodMessages(topic, codec);
  if (!first) throw new Error('there is no message to take as a model');
  const { data } = ticket('no-good').event as { data: { text: string } };
  const headers = { ...first.message.headers, [HEADERS.id]: 'twice' };
  return { ...first.message, headers, value: codec.encode('ticket.created', data) };
}
