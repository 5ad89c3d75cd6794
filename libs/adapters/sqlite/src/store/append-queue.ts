import type { Buffer } from 'node:buffer';
import { DwsError, type Clock } from '@dws/kernel';
import { MAX_APPEND_BYTES, NO_STREAM, type Append, type AppendResult } from '@dws/ports';
import { SharedBuffers } from '../thread/shared-buffers.ts';
import type { StorageThread } from '../thread/storage-thread.ts';
import { AppendSlab, type EntryPlace } from './append-slab.ts';
import {
  OUTCOME_APPENDED,
  OUTCOME_CONFLICT,
  RESULT_WIDTH,
  type StoreAnswer,
  type StoreCall,
} from './calls.ts';
import { EVENT_HEADER, MAX_EVENTS_PER_APPEND, packedSize } from './chunk-format.ts';
import { PackedChunk, positionAt } from './packed-chunk.ts';
import type { RecentLog } from './recent-log.ts';
import type { TypeNumbers } from './type-numbers.ts';

interface WaitingAppend {
  readonly appends: readonly Append[];
  readonly places: readonly EntryPlace[];
  readonly resolve: (results: readonly AppendResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A slab is sent when it is this long, also within a tick. */
const MAX_SLAB_BYTES = 4 * 1024 * 1024;

/** Gathers the appends of a tick into one slab, sends it to the thread and settles their promises. */
export class AppendQueue {
  readonly #thread: StorageThread<StoreCall, StoreAnswer>;
  readonly #types: TypeNumbers;
  readonly #recent: RecentLog;
  readonly #clock: Clock;
  readonly #maxPendingBytes: number;
  readonly #slab = new AppendSlab();
  readonly #shared = new SharedBuffers();
  #waiting: WaitingAppend[] = [];
  #pendingBytes = 0;
  #slabsInFlight = 0;

  constructor(
    thread: StorageThread<StoreCall, StoreAnswer>,
    types: TypeNumbers,
    recent: RecentLog,
    options: { readonly clock: Clock; readonly maxPendingBytes: number },
  ) {
    this.#thread = thread;
    this.#types = types;
    this.#recent = recent;
    this.#clock = options.clock;
    this.#maxPendingBytes = options.maxPendingBytes;
  }

  append(appends: readonly Append[]): Promise<readonly AppendResult[]> {
    if (appends.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const before = this.#slab.length;
      try {
        const places = appends.map((append) => this.#pack(append));
        this.#waiting.push({ appends, places, resolve, reject });
      } catch (error) {
        this.#slab.rewind(before);
        reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (this.#waiting.length === 1) this.#scheduleFlush();
      if (this.#slab.length > MAX_SLAB_BYTES) this.flush();
    });
  }

  #pack(append: Append): EntryPlace {
    const packed = packedSize(append.events);
    const { stream, events } = append;
    if (append.expectedRevision < NO_STREAM) {
      throw new DwsError(
        'argument-invalid',
        `${stream}: expected a revision from -1, found ${append.expectedRevision}`,
        {
          stream,
        },
      );
    }
    const bytes = packed - events.length * EVENT_HEADER;
    if (bytes > MAX_APPEND_BYTES || events.length > MAX_EVENTS_PER_APPEND) {
      throw new DwsError(
        'event-too-large',
        `${stream}: ${events.length} events of ${bytes} bytes; at most ${MAX_APPEND_BYTES} bytes fit in one append`,
        { stream, bytes, limit: MAX_APPEND_BYTES },
      );
    }
    if (this.#pendingBytes + this.#slab.length + packed > this.#maxPendingBytes) {
      throw new DwsError('queue-full', `over ${this.#maxPendingBytes} bytes of appends wait for the disk`, {
        limit: this.#maxPendingBytes,
        setting: 'maxPendingBytes',
      });
    }
    return this.#slab.add(append, packed, (type) => this.#types.numberOf(type));
  }

  /** An idle thread is fed at once; a busy one commits everything that gathers meanwhile together. */
  #scheduleFlush(): void {
    if (this.#slabsInFlight === 0) queueMicrotask(() => this.flush());
    else setImmediate(() => this.flush());
  }

  /** Sends what has gathered. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    const kept = this.#slab.take();
    const sent = this.#shared.take(kept.byteLength);
    new Uint8Array(sent).set(kept);
    const createdAt = this.#clock.now();
    const call: StoreCall = {
      op: 'append',
      slab: sent,
      length: kept.byteLength,
      createdAt,
      newTypes: this.#types.takeNew(),
    };
    this.#pendingBytes += kept.byteLength;
    this.#slabsInFlight += 1;
    this.#thread
      .call(call, 'store-outcome-unknown')
      .then(
        (answer) => this.#settle(waiting, kept, createdAt, answer),
        (error: unknown) => {
          for (const { reject } of waiting) reject(error);
        },
      )
      .finally(() => {
        this.#shared.giveBack(sent);
        this.#pendingBytes -= kept.byteLength;
        this.#slabsInFlight -= 1;
      });
  }

  #settle(waiting: readonly WaitingAppend[], slab: Buffer, createdAt: number, answer: StoreAnswer): void {
    if (answer.op !== 'append') throw new Error(`expected the results of an append, found ${answer.op}`);
    let at = 0;
    for (const { appends, places, resolve } of waiting) {
      const results = appends.map((append, index): AppendResult => {
        const [outcome, revision = 0, position = 0] = answer.results.subarray(at, at + RESULT_WIDTH);
        at += RESULT_WIDTH;
        if (outcome === OUTCOME_CONFLICT) return { outcome: 'conflict', actualRevision: revision };
        if (outcome === OUTCOME_APPENDED) {
          this.#remember(append, slab, places[index] as EntryPlace, createdAt, position);
        } else this.#recent.missed(position);
        return { outcome: 'appended', revision, position: positionAt(position) };
      });
      resolve(results);
    }
    this.#recent.wake();
  }

  #remember(append: Append, slab: Buffer, place: EntryPlace, createdAt: number, position: number): void {
    const count = append.events.length;
    const row = {
      position: position - count + 1,
      revision: append.expectedRevision + 1,
      count,
      createdAt,
      events: new Uint8Array(slab.buffer, slab.byteOffset + place.offset, place.length),
    };
    this.#recent.push(new PackedChunk(append.stream, row, this.#types.names));
  }
}
