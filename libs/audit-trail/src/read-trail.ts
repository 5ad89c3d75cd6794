import type { EventStore, RecordedEvent } from '@dws/ports';

/** Events held in memory at a time. */
const CHUNK = 1_000;

export interface TrailPart {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision wanted, inclusive. Default: where the direction begins. */
  readonly from?: number;
  /** Last revision wanted, inclusive; forwards only. Default: wherever the trail ends once it is reached. */
  readonly upTo?: number;
}

/** Events of one trail, one bounded read after another. */
export async function* readTrail(
  store: EventStore,
  stream: string,
  { direction = 'forwards', from, upTo = Infinity }: TrailPart = {},
): AsyncGenerator<readonly RecordedEvent[]> {
  const read = (next: number | undefined): Promise<readonly RecordedEvent[]> =>
    store.read(stream, { direction, limit: CHUNK, ...(next === undefined ? {} : { from: next }) });
  let reading: Promise<readonly RecordedEvent[]> | null = read(from);
  while (reading) {
    const events: readonly RecordedEvent[] = await reading;
    const last = events.at(-1);
    if (!last) return;
    const next = direction === 'forwards' ? last.revision + 1 : last.revision - 1;
    // The store reads on while these are looked at. Who stops early does not hear how that ended.
    reading = events.length === CHUNK && next >= 0 && next <= upTo ? read(next) : null;
    reading?.catch(() => undefined);
    const wanted = last.revision <= upTo ? events : events.filter(({ revision }) => revision <= upTo);
    if (wanted.length > 0) yield wanted;
  }
}
