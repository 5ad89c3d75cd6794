import type { IncomingMessage } from '@dws/ports';
import type { StorageThread } from '../thread/storage-thread.ts';
import type { LogAnswer, LogCall, LogNews, PartitionRow } from './calls.ts';
import { unpackRecords } from './record-format.ts';

/** One partition: where it begins and ends, its newest records in memory, and who wants to know of more. */
export class Partition {
  readonly topic: string;
  readonly partition: number;
  readonly id: number;
  /** Called when records were added. */
  readonly listeners = new Set<() => void>();
  readonly #thread: StorageThread<LogCall, LogAnswer, LogNews>;
  #recent: IncomingMessage[] = [];
  #forgotten = 0;
  #first: number;
  #end: number;

  constructor(topic: string, row: PartitionRow, thread: StorageThread<LogCall, LogAnswer, LogNews>) {
    this.topic = topic;
    this.partition = row.partition;
    this.id = row.id;
    this.#first = row.first;
    this.#end = row.end;
    this.#thread = thread;
  }

  /** Oldest offset held. */
  get first(): number {
    return this.#first;
  }

  /** Offset that the next record gets. */
  get end(): number {
    return this.#end;
  }

  /** Adds durable records; they continue the partition at `end`. */
  push(messages: readonly IncomingMessage[], firstOffset: number): void {
    if (firstOffset !== this.#end) this.#forgetAll();
    for (const message of messages) this.#recent.push(message);
    this.#end = firstOffset + messages.length;
  }

  notify(): void {
    for (const listener of this.listeners) listener();
  }

  /** Drops the oldest `count` records from memory. */
  forget(count: number): void {
    this.#forgotten = Math.min(this.#forgotten + count, this.#recent.length);
    if (this.#forgotten < 1_024) return;
    this.#recent = this.#recent.slice(this.#forgotten);
    this.#forgotten = 0;
  }

  trimmed(first: number): void {
    this.#first = first;
  }

  /** At most `limit` records from `offset` on, or `undefined` where they are no longer in memory. */
  held(offset: number, limit: number): IncomingMessage[] | undefined {
    const index = offset - (this.#end - this.#recent.length);
    return index < this.#forgotten ? undefined : this.#recent.slice(index, index + limit);
  }

  /** The same, from the file where memory no longer holds them. */
  async read(offset: number, limit: number): Promise<readonly IncomingMessage[]> {
    if (offset >= this.#end || limit <= 0) return [];
    const held = this.held(offset, limit);
    if (held) return held;
    const call: LogCall = { op: 'read', partition: this.id, from: offset, limit };
    const answer = await this.#thread.call(call, 'log-unavailable');
    if (answer.op !== 'read') throw new Error(`expected records, found ${answer.op}`);
    const { topic, partition } = this;
    return answer.rows
      .flatMap(({ first, timestamp, records }) =>
        unpackRecords(records).map((record, index) => ({
          topic,
          partition,
          offset: String(first + index),
          timestamp,
          ...record,
        })),
      )
      .filter((message) => Number(message.offset) >= offset)
      .slice(0, limit);
  }

  /** After a lost answer: what is in memory no longer reaches the end without a gap. */
  #forgetAll(): void {
    this.#recent = [];
    this.#forgotten = 0;
  }
}
