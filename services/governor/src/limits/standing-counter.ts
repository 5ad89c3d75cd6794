import { parseEvent } from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import { Counter, type LimitEvent } from '@dws/limits';
import type { GovernorBounds } from '../bounds.ts';
import { NO_STREAM, type EventStore, type RecordedEvent, type Revision } from '@dws/ports';

/** A counter as this process knows it. May be behind: an append at its revision finds out. */
export class StandingCounter {
  readonly stream: string;
  readonly counter = new Counter();
  #revision: Revision = NO_STREAM;
  #read = false;
  /** When its cases were last searched for shares that no longer count, milliseconds since the epoch. */
  sweptAt = -Infinity;
  /** Shares the last search came to. */
  sweptUpTo = 0;

  /** When each record's shares were searched; the oldest are forgotten, and may be searched again. */
  readonly #lookedAt = new Map<string, number>();

  constructor(stream: string) {
    this.stream = stream;
  }

  get revision(): Revision {
    return this.#revision;
  }

  /** Whether it was ever read; before that its revision is a guess. */
  get known(): boolean {
    return this.#read;
  }

  async catchUp(store: EventStore): Promise<void> {
    const events = await store.read(this.stream, { from: this.#revision + 1 });
    for (const event of events) this.advance(decode(event), event.revision);
    this.#read = true;
  }

  mayLookAt(record: string, now: number, { sweepEveryMs, countersKept }: GovernorBounds): boolean {
    if (now - (this.#lookedAt.get(record) ?? -Infinity) < sweepEveryMs) return false;
    this.#lookedAt.delete(record);
    this.#lookedAt.set(record, now);
    const oldest = this.#lookedAt.keys().next().value;
    if (this.#lookedAt.size > countersKept && oldest !== undefined) this.#lookedAt.delete(oldest);
    return true;
  }

  /** Takes an event in, once: two batches of one process may bring the same one. */
  advance(event: LimitEvent, revision: Revision): void {
    if (revision !== this.#revision + 1) return;
    this.counter.apply(event);
    this.#revision = revision;
  }
}

function decode({ type, data, stream }: RecordedEvent): LimitEvent {
  if (type === 'limit-reserved') return { type, data: parseEvent(type, data) };
  if (type === 'limit-released') return { type, data: parseEvent(type, data) };
  throw new DwsError('payload-invalid', `${stream} holds a ${type}`, { stream });
}
