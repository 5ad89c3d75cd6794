import { Buffer } from 'node:buffer';
import { DwsError, type Clock } from '@dws/kernel';
import { MAX_MESSAGE_BYTES, type IncomingMessage, type OutgoingMessage, type PublishedAt } from '@dws/ports';
import { SharedBuffers } from '../thread/shared-buffers.ts';
import type { StorageThread } from '../thread/storage-thread.ts';
import type { CommitRow, LogAnswer, LogCall, LogNews, RecordsToWrite } from './calls.ts';
import { Durability } from './durability.ts';
import type { Partition } from './partition.ts';
import { measure, packRecord } from './record-format.ts';
import type { RecentRecords } from './recent-records.ts';
import { partitionOf } from './murmur2.ts';

interface Gathered {
  readonly partition: Partition;
  bytes: Buffer;
  length: number;
  readonly messages: OutgoingMessage[];
  readonly valuesAt: number[];
}

/** Where a message was put: its partition's batch and its number in it. */
interface Place {
  readonly gathered: Gathered;
  readonly index: number;
}

interface Batch {
  readonly waiting: readonly Waiting[];
  readonly gathered: readonly Gathered[];
  readonly commits: readonly { readonly row: CommitRow; readonly done: () => void }[];
  readonly timestamp: number;
}

interface Waiting {
  readonly places: readonly Place[];
  readonly resolve: (at: readonly PublishedAt[]) => void;
  readonly reject: (error: unknown) => void;
}

const FIRST_BATCH_BYTES = 4_096;
/** A commit alone waits this long for company: a record published meanwhile saves it its own write. */
const COMMIT_LINGER_MS = 5;

/**
 * Gathers a tick's records and committed offsets into one write of the thread. Consumers are handed records as soon as
 * they are written; whoever published them, and committed offsets, wait until they are on the disk. When the power
 * fails in between, records and everything later in the log are gone together: nobody was told that they stand, and the
 * offset behind which they were published comes again (ADR 0023).
 */
export class PublishQueue {
  readonly #thread: StorageThread<LogCall, LogAnswer, LogNews>;
  readonly #recent: RecentRecords;
  readonly #clock: Clock;
  readonly #maxPendingBytes: number;
  readonly #shared = new SharedBuffers();
  readonly #durable = new Durability();
  #gathered = new Map<number, Gathered>();
  #commits = new Map<string, { readonly row: CommitRow; readonly done: () => void }>();
  #waiting: Waiting[] = [];
  #pendingBytes = 0;
  #inFlight = new Set<Promise<void>>();
  #writing = 0;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    thread: StorageThread<LogCall, LogAnswer, LogNews>,
    recent: RecentRecords,
    options: { readonly clock: Clock; readonly maxPendingBytes: number },
  ) {
    this.#thread = thread;
    this.#recent = recent;
    this.#clock = options.clock;
    this.#maxPendingBytes = options.maxPendingBytes;
    thread.onNews = (news) => this.#durable.synced(news);
    thread.onLost = (error) => this.#durable.lost(error);
  }

  /** @param partitionsOf throws for a topic that does not exist. */
  publish(
    messages: readonly OutgoingMessage[],
    partitionsOf: (topic: string) => readonly Partition[],
  ): Promise<readonly PublishedAt[]> {
    const records = messages.map((message) => {
      const partitions = partitionsOf(message.topic);
      const key = Buffer.from(message.key);
      const record = measure(message, key);
      if (record.size > MAX_MESSAGE_BYTES) requireFits(message, key.length);
      return { record, partition: partitions[partitionOf(key, partitions.length)] as Partition };
    });
    const size = records.reduce((sum, { record }) => sum + record.size, 0);
    if (this.#pendingBytes + size > this.#maxPendingBytes) {
      throw new DwsError('queue-full', `over ${this.#maxPendingBytes} bytes of records wait for the disk`, {
        limit: this.#maxPendingBytes,
        setting: 'maxPendingBytes',
      });
    }
    if (records.length === 0) return Promise.resolve([]);
    this.#pendingBytes += size;
    return new Promise((resolve, reject) => {
      const places = records.map(({ record, partition }) => {
        const gathered = this.#gather(partition, record.size);
        gathered.valuesAt.push(packRecord(gathered.bytes, gathered.length, record));
        gathered.length += record.size;
        return { gathered, index: gathered.messages.push(record.message) - 1 };
      });
      this.#waiting.push({ places, resolve, reject });
      if (this.#waiting.length > 1) return;
      if (this.#writing === 0) queueMicrotask(() => this.#flush());
      else setImmediate(() => this.#flush());
    });
  }

  /** Writes the offset soon; a later one for the same group and partition replaces it. @param done once it is durable. */
  commit(row: CommitRow, done: () => void): void {
    this.#commits.set(`${row.partition} ${row.group}`, { row, done });
    this.#linger ??= setTimeout(() => this.#flush(), COMMIT_LINGER_MS);
  }

  /** Resolves when everything so far is durable, or has failed. */
  async settled(): Promise<void> {
    this.#flush();
    await Promise.all(this.#inFlight);
  }

  #gather(partition: Partition, size: number): Gathered {
    let gathered = this.#gathered.get(partition.id);
    if (!gathered) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(FIRST_BATCH_BYTES, size));
      gathered = { partition, bytes, length: 0, messages: [], valuesAt: [] };
      this.#gathered.set(partition.id, gathered);
    }
    if (gathered.length + size > gathered.bytes.byteLength) {
      const larger = Buffer.allocUnsafeSlow(Math.max(gathered.bytes.byteLength * 2, gathered.length + size));
      gathered.bytes.copy(larger, 0, 0, gathered.length);
      gathered.bytes = larger;
    }
    return gathered;
  }

  #flush(): void {
    clearTimeout(this.#linger);
    this.#linger = undefined;
    if (this.#waiting.length === 0 && this.#commits.size === 0) return;
    const [waiting, gathered, commits] = [
      this.#waiting,
      [...this.#gathered.values()],
      [...this.#commits.values()],
    ];
    this.#waiting = [];
    this.#gathered = new Map();
    this.#commits = new Map();
    const batch: Batch = { waiting, gathered, commits, timestamp: this.#clock.now() };
    const work = this.#write(batch).finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
  }

  /** Writes a batch, hands its records over, and settles its promises once it is on the disk. Never rejects. */
  async #write({ waiting, gathered, commits, timestamp }: Batch): Promise<void> {
    const size = gathered.reduce((sum, { length }) => sum + length, 0);
    const bytes = this.#shared.take(size);
    const records = copyAll(gathered, new Uint8Array(bytes));
    const call: LogCall = { op: 'write', bytes, records, timestamp, commits: commits.map(({ row }) => row) };
    this.#writing += 1;
    try {
      const answer = await this.#thread.call(call, 'log-unavailable').finally(() => {
        this.#writing -= 1;
        this.#shared.giveBack(bytes);
      });
      if (answer.op !== 'write') throw new Error(`expected offsets, found ${answer.op}`);
      const firstOffsets = this.#handOver(gathered, answer.offsets, timestamp);
      await this.#durable.reached(answer.commit);
      for (const { places, resolve } of waiting)
        resolve(places.map((place) => publishedAt(place, firstOffsets)));
      for (const { done } of commits) done();
    } catch (error) {
      for (const { reject } of waiting) reject(asLogError(error));
      this.#keep(commits);
    } finally {
      this.#pendingBytes -= size;
    }
  }

  /** Offsets that could not be written go with the next write, unless a later one came. */
  #keep(commits: readonly { readonly row: CommitRow; readonly done: () => void }[]): void {
    for (const commit of commits) {
      const key = `${commit.row.partition} ${commit.row.group}`;
      if (!this.#commits.has(key)) this.#commits.set(key, commit);
    }
  }

  /** Gives written records to whoever reads their partitions; answers the first offset of each batch. */
  #handOver(
    gathered: readonly Gathered[],
    offsets: readonly number[],
    timestamp: number,
  ): ReadonlyMap<Gathered, number> {
    const firstOffsets = new Map<Gathered, number>();
    for (const [index, batch] of gathered.entries()) {
      const first = offsets[index] as number;
      firstOffsets.set(batch, first);
      batch.partition.push(incoming(batch, first, timestamp), first);
      this.#recent.add(batch.partition, batch.messages.length, batch.length);
    }
    for (const { partition } of gathered) partition.notify();
    return firstOffsets;
  }
}

function publishedAt({ gathered, index }: Place, firstOffsets: ReadonlyMap<Gathered, number>): PublishedAt {
  const { topic, partition } = gathered.partition;
  return { topic, partition, offset: String((firstOffsets.get(gathered) as number) + index) };
}

/** Puts the batches one after the other into `target`. */
function copyAll(batches: readonly Gathered[], target: Uint8Array): RecordsToWrite[] {
  let offset = 0;
  return batches.map(({ partition, messages, bytes, length }) => {
    target.set(bytes.subarray(0, length), offset);
    offset += length;
    return { partition: partition.id, count: messages.length, offset: offset - length, length };
  });
}

/** The records as consumers get them; values are views into the packed copy, never the publisher's own bytes. */
function incoming(batch: Gathered, first: number, timestamp: number): IncomingMessage[] {
  const { topic, partition } = batch.partition;
  return batch.messages.map(({ key, headers, value }, index) => ({
    topic,
    partition,
    offset: String(first + index),
    key,
    headers: { ...headers },
    value: value && new Uint8Array(batch.bytes.buffer, batch.valuesAt[index], value.byteLength),
    timestamp,
  }));
}

function requireFits({ topic, headers, value }: OutgoingMessage, keyLength: number): void {
  const texts = Object.entries(headers).flat();
  const bytes = texts.reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    keyLength + (value?.byteLength ?? 0),
  );
  if (bytes <= MAX_MESSAGE_BYTES) return;
  throw new DwsError(
    'payload-too-large',
    `${topic}: ${bytes} bytes; at most ${MAX_MESSAGE_BYTES} fit in a record`,
    {
      topic,
      bytes,
      limit: MAX_MESSAGE_BYTES,
    },
  );
}

/** The storage thread speaks of stores. */
function asLogError(error: unknown): unknown {
  if (!(error instanceof DwsError) || !error.code.startsWith('store-')) return error;
  if (error.code === 'store-corrupt') return error;
  return new DwsError('log-unavailable', error.message, { ...error.details }, error);
}
