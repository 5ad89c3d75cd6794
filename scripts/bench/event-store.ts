/**
 * Speed of the embedded event store, as JSON on stdout.
 *
 *   node scripts/bench/event-store.ts [--events 400000] [--bytes 700] [--writers 400] [--runs 3] [--dir PATH]
 *
 * Streams of eight events, written in appends of 1, 3 and 4 by many writers at once. `mainMicros` is processor time
 * of the main thread for one event; the rest of the process is the storage thread.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { deterministicId, START } from '@dws/kernel';
import type { EventStore, NewEvent } from '@dws/ports';
import { SqliteEventStore } from '@dws/sqlite';
import { mainThreadMicros, median } from './measure.ts';

const EVENTS_PER_STREAM = 8;
const APPENDS: readonly (readonly [expectedRevision: number, events: number])[] = [
  [-1, 1],
  [0, 3],
  [3, 4],
];
const READ_BATCH = 100;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '400000' },
    bytes: { type: 'string', default: '700' },
    writers: { type: 'string', default: '400' },
    runs: { type: 'string', default: '3' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const streams = Math.ceil(Number(values.events) / EVENTS_PER_STREAM);
const events = streams * EVENTS_PER_STREAM;
const data = new TextEncoder().encode('x'.repeat(Math.max(0, Number(values.bytes) - 100)));
const metadata = new TextEncoder().encode('m'.repeat(Math.min(100, Number(values.bytes))));
const names = Array.from(
  { length: streams },
  (_, index) => `case-${deterministicId('bench', String(index))}`,
);
const ids = Array.from({ length: 4_096 }, (_, index) => deterministicId('bench-event', String(index)));

let nextId = 0;
const event = (): NewEvent => ({
  id: ids[(nextId += 1) % ids.length] as string,
  type: 'benched',
  data,
  metadata,
});

async function write(store: EventStore): Promise<void> {
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let index = next++; index < streams; index = next++) {
      const stream = names[index] as string;
      for (const [expectedRevision, count] of APPENDS) {
        const append = { stream, expectedRevision, events: Array.from({ length: count }, event) };
        const [result] = await store.append([append]);
        if (result?.outcome !== 'appended') throw new Error(`${stream} conflicts in a store of its own`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(values.writers) }, writer));
}

async function readAllStreams(store: EventStore): Promise<void> {
  for (let from = 0; from < streams; from += READ_BATCH * 4) {
    const parts = [0, 1, 2, 3].map((part) =>
      names.slice(from + part * READ_BATCH, from + (part + 1) * READ_BATCH),
    );
    await Promise.all(parts.map((part) => store.readMany(part)));
  }
}

async function follow(store: EventStore): Promise<void> {
  let seen = 0;
  for await (const batch of store.subscribe({ after: START })) {
    seen += batch.events.length;
    if (seen >= events) return;
  }
}

/** Milliseconds from a lone append to its delivery, and to its acknowledgement. */
async function latencies(store: EventStore): Promise<{ acknowledged: number[]; delivered: number[] }> {
  const acknowledged: number[] = [];
  const delivered: number[] = [];
  const batches = store.subscribe({ after: await store.head() })[Symbol.asyncIterator]();
  for (let revision = 0; revision < 500; revision += 1) {
    const sent = performance.now();
    const arrival = batches.next().then(() => delivered.push(performance.now() - sent));
    await store.append([{ stream: 'lone', expectedRevision: revision - 1, events: [event()] }]);
    acknowledged.push(performance.now() - sent);
    await arrival;
  }
  await batches.return?.();
  return { acknowledged, delivered };
}

async function timed(work: () => Promise<void>): Promise<{ perSecond: number; mainMicros: number }> {
  const [start, cpu] = [performance.now(), mainThreadMicros()];
  await work();
  return {
    perSecond: Math.round((events / (performance.now() - start)) * 1_000),
    mainMicros: (mainThreadMicros() - cpu) / events,
  };
}

async function run(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(values.dir, 'dws-bench-'));
  const options = { path: join(folder, 'events.db'), clock: Date };
  try {
    let store = await SqliteEventStore.open(options);
    const following = follow(store);
    const append = await timed(() => write(store));
    const lagStart = performance.now();
    await following;
    const lag = performance.now() - lagStart;
    const { acknowledged, delivered } = await latencies(store);
    await store.close();
    store = await SqliteEventStore.open(options);
    const read = await timed(() => readAllStreams(store));
    const scan = await timed(() => follow(store));
    await store.close();
    return {
      appendedPerSecond: append.perSecond,
      appendMainMicros: append.mainMicros,
      readManyPerSecond: read.perSecond,
      readManyMainMicros: read.mainMicros,
      scannedPerSecond: scan.perSecond,
      scanMainMicros: scan.mainMicros,
      subscriptionLagMs: lag,
      loneAppendP50Ms: quantile(acknowledged, 0.5),
      loneAppendP99Ms: quantile(acknowledged, 0.99),
      deliveredP50Ms: quantile(delivered, 0.5),
      deliveredP99Ms: quantile(delivered, 0.99),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function quantile(samples: readonly number[], share: number): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length * share)] ?? 0;
}

const runs: Record<string, number>[] = [];
for (let index = 0; index < Number(values.runs); index += 1) runs.push(await run());
process.stdout.write(`${JSON.stringify({ ...values, events, ...median(runs), runs }, null, 2)}\n`);
