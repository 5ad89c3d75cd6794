import { DwsError, sha256 } from '@dws/kernel';
import {
  MAX_MESSAGE_BYTES,
  type IncomingMessage,
  type OutgoingMessage,
  type PublishedAt,
  type TopicSpec,
} from '@dws/ports';

const encoder = new TextEncoder();

/** @throws DwsError `payload-too-large` when key, headers and value exceed `MAX_MESSAGE_BYTES`. */
export function assertFits({ topic, key, headers, value }: OutgoingMessage): void {
  const texts = [key, ...Object.entries(headers).flat()];
  const bytes = texts.reduce((sum, text) => sum + encoder.encode(text).length, value?.length ?? 0);
  if (bytes > MAX_MESSAGE_BYTES) {
    throw new DwsError('payload-too-large', `expected at most ${MAX_MESSAGE_BYTES} bytes, found ${bytes}`, {
      topic,
      bytes,
    });
  }
}

/** Records of one topic, by partition. */
export class MemoryTopic {
  readonly #partitions: IncomingMessage[][] = [];
  spec: TopicSpec;

  constructor(spec: TopicSpec) {
    this.spec = spec;
    this.alter(spec);
  }

  alter(spec: TopicSpec): void {
    while (this.#partitions.length < spec.partitions) this.#partitions.push([]);
    const config = { ...this.spec.config, ...spec.config };
    this.spec = { ...this.spec, config, partitions: this.#partitions.length };
  }

  append(message: OutgoingMessage, timestamp: number): PublishedAt {
    const partition = Number.parseInt(sha256(message.key).slice(0, 8), 16) % this.#partitions.length;
    const records = this.partition(partition);
    const at = { topic: message.topic, partition, offset: String(records.length) };
    records.push({ ...message, headers: { ...message.headers }, ...at, timestamp });
    return at;
  }

  partition(index: number): IncomingMessage[] {
    const records = this.#partitions[index];
    if (!records) {
      throw new DwsError('topic-unknown', `${this.spec.name} has no partition ${index}`, {
        partition: index,
      });
    }
    return records;
  }
}
