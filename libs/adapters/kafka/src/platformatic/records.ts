import type { Consumer } from '@platformatic/kafka';
import type { IncomingMessage, OutgoingMessage } from '@dws/ports';

/** Bit of a batch's attributes that marks it as a transaction's end; its records are Kafka's own. */
const CONTROL = 0b10_0000;

/** Not among the types that the library exports. */
export type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;
export type PartitionAnswer = FetchResponse['responses'][number]['partitions'][number];

export interface FetchedRecords {
  readonly messages: readonly IncomingMessage[];
  /** Where the next fetch begins. */
  readonly next: bigint;
}

/** The records of one partition's answer from `from` on: a batch that begins earlier is sent whole. */
export function fetchedRecords(topic: string, from: bigint, answer: PartitionAnswer): FetchedRecords {
  const partition = answer.partitionIndex;
  const messages: IncomingMessage[] = [];
  let next = from;
  for (const batch of answer.records ?? []) {
    const after = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (after > next) next = after;
    if ((batch.attributes & CONTROL) !== 0) continue;
    for (const record of batch.records) {
      const offset = batch.firstOffset + BigInt(record.offsetDelta);
      if (offset < from) continue;
      messages.push({
        topic,
        partition,
        offset: String(offset),
        key: record.key?.toString() ?? '',
        headers: textHeaders(record.headers),
        value: record.value,
        timestamp: Number(batch.firstTimestamp + record.timestampDelta),
      });
    }
  }
  return { messages, next };
}

/** Kafka allows a header several times; the last one counts, as in the Java client's `lastHeader`. */
function textHeaders(headers: readonly (readonly [Buffer | null, Buffer | null])[]): Record<string, string> {
  return Object.fromEntries(
    headers.map(([name, value]) => [name?.toString() ?? '', value?.toString() ?? ''] as const),
  );
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

export interface RecordToSend {
  readonly topic: string;
  readonly partition: number;
  readonly key: Buffer;
  /** Left out for a tombstone. */
  readonly value?: Buffer;
  readonly headers: Map<Buffer, Buffer>;
}

export function recordToSend(
  { topic, headers, value }: OutgoingMessage,
  key: Buffer,
  partition: number,
): RecordToSend {
  const buffers = new Map<Buffer, Buffer>();
  for (const name in headers) buffers.set(Buffer.from(name), Buffer.from(headers[name] ?? ''));
  return { topic, partition, key, headers: buffers, ...(value === null ? {} : { value: asBuffer(value) }) };
}
