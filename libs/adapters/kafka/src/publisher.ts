import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { DwsError, isDwsError } from '@dws/kernel';
import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import type { KafkaBounds } from './kafka-options.ts';
import { sizeOf } from './records.ts';

/** One `publish` call; its messages may go out in several requests. */
interface Call {
  readonly places: PublishedAt[];
  readonly answer: PromiseWithResolvers<readonly PublishedAt[]>;
  missing: number;
  settled: boolean;
}

interface Queued {
  readonly message: OutgoingMessage;
  readonly bytes: number;
  readonly call: Call;
  readonly index: number;
}

/** What the publisher needs of Kafka. */
export interface PublisherTransport {
  /** Which of these topics do not exist. */
  missing(topics: Iterable<string>): Promise<readonly string[]>;
  /** All or nothing is acknowledged; rejects with a DwsError. */
  send(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]>;
}

/** Room that a record takes beside its key, headers and value; a generous guess. */
const RECORD_OVERHEAD_BYTES = 64;

/**
 * Gathers the messages of many `publish` calls into few requests, one request at a time, so that messages leave
 * in the order in which they were given.
 */
export class Publisher {
  readonly #transport: PublisherTransport;
  readonly #bounds: KafkaBounds;
  #queue: Queued[] = [];
  #queuedBytes = 0;
  #pumping: Promise<void> | undefined;
  #closed = false;

  constructor(transport: PublisherTransport, bounds: KafkaBounds) {
    this.#transport = transport;
    this.#bounds = bounds;
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]> {
    if (this.#closed) throw new DwsError('shutting-down', 'expected an open message log, found it closed');
    if (messages.length === 0) return [];
    const sizes = messages.map((message) => sizeOf(message) + RECORD_OVERHEAD_BYTES);
    this.#assertRoom(
      messages.length,
      sizes.reduce((sum, bytes) => sum + bytes, 0),
    );
    const answer = Promise.withResolvers<readonly PublishedAt[]>();
    const call: Call = { places: [], answer, missing: messages.length, settled: false };
    for (const [index, message] of messages.entries()) {
      const bytes = sizes[index] ?? 0;
      this.#queue.push({ message, bytes, call, index });
      this.#queuedBytes += bytes;
    }
    this.#pumping ??= this.#pump();
    return answer.promise;
  }

  /** Sends what is queued, then refuses more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pumping;
  }

  #assertRoom(records: number, bytes: number): void {
    const { queueRecords, queueBytes } = this.#bounds;
    // An empty queue takes anything: a single call may be larger than the queue and must not starve.
    if (this.#queue.length === 0) return;
    if (this.#queue.length + records <= queueRecords && this.#queuedBytes + bytes <= queueBytes) return;
    throw new DwsError(
      'queue-full',
      `expected room for ${records} records, found ${this.#queue.length} of queueRecords=${queueRecords} records ` +
        `and ${this.#queuedBytes} of queueBytes=${queueBytes} bytes waiting to be sent`,
      { queueRecords, queueBytes },
    );
  }

  async #pump(): Promise<void> {
    if (this.#bounds.lingerMs > 0) await sleep(this.#bounds.lingerMs);
    else await nextTurn();
    while (this.#queue.length > 0) await this.#deliver(this.#takeBatch());
    this.#pumping = undefined;
  }

  #takeBatch(): Queued[] {
    const { produceRecords, produceBytes } = this.#bounds;
    let [count, bytes] = [0, 0];
    for (const queued of this.#queue) {
      if (count > 0 && (count >= produceRecords || bytes + queued.bytes > produceBytes)) break;
      count += 1;
      bytes += queued.bytes;
    }
    const batch = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    this.#queuedBytes -= bytes;
    // The rest of a call that has failed already must not go out: its publisher will send the whole again.
    return batch.filter(({ call }) => !call.settled);
  }

  async #deliver(batch: readonly Queued[]): Promise<void> {
    try {
      const missing = new Set(await this.#transport.missing(batch.map(({ message }) => message.topic)));
      for (const { message, call } of batch) {
        if (missing.has(message.topic)) fail(call, unknownTopic(message.topic));
      }
    } catch (error) {
      for (const { call } of batch) fail(call, error);
    }
    await this.#send(batch.filter(({ call }) => !call.settled));
  }

  async #send(batch: readonly Queued[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const places = await this.#transport.send(batch.map(({ message }) => message));
      for (const [i, queued] of batch.entries()) succeed(queued, places[i]);
    } catch (error) {
      if (batch.length > 1 && isDwsError(error, 'payload-too-large')) {
        // A topic may take less than the default. Halves find the one that is too large and spare the others.
        const half = Math.ceil(batch.length / 2);
        await this.#send(batch.slice(0, half));
        await this.#send(batch.slice(half).filter(({ call }) => !call.settled));
        return;
      }
      for (const { call } of batch) fail(call, error);
    }
  }
}

function unknownTopic(topic: string): DwsError {
  return new DwsError('topic-unknown', `expected topic ${topic} to exist`, { topic });
}

function succeed({ call, index }: Queued, place: PublishedAt | undefined): void {
  if (!place) throw new Error('expected a place for every message sent');
  call.places[index] = place;
  call.missing -= 1;
  if (call.missing > 0) return;
  call.settled = true;
  call.answer.resolve(call.places);
}

function fail(call: Call, error: unknown): void {
  if (call.settled) return;
  call.settled = true;
  call.answer.reject(error);
}
