import type { KafkaMessage, Message } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import { MAX_MESSAGE_BYTES, type IncomingMessage, type OutgoingMessage } from '@dws/ports';

/** Bytes of key, headers and value. @throws DwsError `payload-too-large` beyond `MAX_MESSAGE_BYTES`. */
export function sizeOf({ topic, key, headers, value }: OutgoingMessage): number {
  let bytes = Buffer.byteLength(key) + (value?.length ?? 0);
  for (const name in headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '');
  if (bytes > MAX_MESSAGE_BYTES) {
    throw new DwsError(
      'payload-too-large',
      `expected at most ${MAX_MESSAGE_BYTES} bytes of key, headers and value, found ${bytes}, for topic ${topic}`,
      { topic, bytes, limit: MAX_MESSAGE_BYTES },
    );
  }
  return bytes;
}

export function toKafka({ key, headers, value }: OutgoingMessage): Message {
  return {
    key,
    headers,
    // A view, not a copy: kafkajs only takes Buffers.
    value: value && Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  };
}

export function fromKafka(topic: string, partition: number, record: KafkaMessage): IncomingMessage {
  return {
    topic,
    partition,
    offset: record.offset,
    key: record.key?.toString() ?? '',
    headers: textHeaders(record.headers ?? {}),
    value: record.value,
    timestamp: Number(record.timestamp),
  };
}

/** Kafka allows a header several times; the last one counts, as in the Java client's `lastHeader`. */
function textHeaders(headers: NonNullable<KafkaMessage['headers']>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return [name, last?.toString() ?? ''] as const;
  });
  return Object.fromEntries(entries);
}
