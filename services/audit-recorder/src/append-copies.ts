import type { Copy } from '@dws/audit';
import { isDwsError } from '@dws/kernel';
import { MAX_APPEND_BYTES, type Append, type AppendResult, type EventStore } from '@dws/ports';
import type { TrailCopies } from './copy-batch.ts';

/** Waits before attempt number `attempt` (from 1); rejects when the recorder stops. */
export type Backoff = (attempt: number, error: unknown) => Promise<void>;

/**
 * Appends the copies of one batch: one append for each trail, more only where the copies do not fit into one.
 * `fenced` when a trail has moved on, so another recorder is at work; what was appended by then stands and is
 * right, since both write the same bytes.
 */
export async function appendCopies(
  store: EventStore,
  batch: readonly TrailCopies[],
  backoff: Backoff,
): Promise<'appended' | 'fenced'> {
  let left = batch.map(({ stream, copies }) => ({ stream, rounds: roundsOf(copies) }));
  while (left.length > 0) {
    const appends = left.map(({ stream, rounds }): Append => {
      const round = rounds[0] ?? [];
      const first = round[0]?.head.seq ?? 0;
      return { stream, expectedRevision: first - 1, events: round.map(({ event }) => event) };
    });
    const results = await appendSurely(store, appends, backoff);
    if (results.some(({ outcome }) => outcome === 'conflict')) return 'fenced';
    left = left
      .map(({ stream, rounds }) => ({ stream, rounds: rounds.slice(1) }))
      .filter(({ rounds }) => rounds.length > 0);
  }
  return 'appended';
}

/** The identical append again until its outcome is known: the ids say what already stands. */
async function appendSurely(
  store: EventStore,
  appends: readonly Append[],
  backoff: Backoff,
): Promise<readonly AppendResult[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.append(appends);
    } catch (error) {
      if (!isDwsError(error) || !error.retriable) throw error;
      await backoff(attempt, error);
    }
  }
}

/** Copies in the portions that a store takes in one append. A copy that is too large alone is the store's to refuse. */
function roundsOf(copies: readonly Copy[]): readonly (readonly Copy[])[] {
  const rounds: Copy[][] = [];
  let bytes = Infinity;
  for (const copy of copies) {
    const size = copy.event.data.length + copy.event.metadata.length;
    if (bytes + size > MAX_APPEND_BYTES) {
      rounds.push([]);
      bytes = 0;
    }
    rounds.at(-1)?.push(copy);
    bytes += size;
  }
  return rounds;
}
