import { eventIdOf, sha256 } from '@dws/kernel';
import { NO_STREAM } from '@dws/ports';
import type { BenchWorld } from './bench-world.ts';

/** Of some 600 bytes each: an append takes at most a mebibyte. */
const BATCH = 1_000;
const PADDING = 'x'.repeat(500);

/** Puts so many events of the bench worker's past into the store; the recorder copies them before the run. */
export async function prefill({ surroundings }: BenchWorld, events: number): Promise<void> {
  const { store, names } = surroundings;
  const metadata = Buffer.from(
    '{"at":"2026-01-01T00:00:00.000Z","by":"bench","worker":"ticket-classification"}',
  );
  for (let start = 0; start < events; start += BATCH) {
    const stream = names.caseStream(`prefill-${start}`);
    const fresh = Array.from({ length: Math.min(BATCH, events - start) }, (_, index) => {
      const data = Buffer.from(JSON.stringify({ number: start + index, padding: PADDING }));
      return { id: eventIdOf(stream, index, sha256(data)), type: 'feedback', data, metadata };
    });
    await store.append([{ stream, expectedRevision: NO_STREAM, events: fresh }]);
  }
}
