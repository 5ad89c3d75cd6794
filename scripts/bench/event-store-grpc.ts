/**
 * Measures the embedded store over gRPC: events appended and read per second, through the adapter and through the official
 * client as it comes. The server is a process of its own. Prints JSON: medians of several runs, with spread.
 *
 *     node scripts/bench/event-store-grpc.ts [--events 40000] [--bytes 600] [--runs 3]
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createEventStoreDb } from '@dws/eventstoredb';
import { START } from '@dws/kernel';
import { NO_STREAM, type Append, type EventStore } from '@dws/ports';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '40000' },
    bytes: { type: 'string', default: '600' },
    runs: { type: 'string', default: '3' },
  },
});
const EVENTS = Number(values.events);
const TEXT = 'x'.repeat(Number(values.bytes));
/** As the cases' steps come: a few events in one append, many appends side by side. */
const EVENTS_PER_APPEND = 4;
const APPENDS_AT_ONCE = 400;
const READ_PAGE = 1_000;

const script = fileURLToPath(new URL('./event-store-grpc/server.ts', import.meta.url));
const server = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
const store = createEventStoreDb({ connectionString: line, clock: { now: () => Date.now() } });
const client = EventStoreDBClient.connectionString(line);

const measured: Record<string, () => Promise<number>> = {
  'adapter: appended events/s': () => rate(appendAll(store)),
  'adapter: read events/s, $all by pages': () => rate(readLog(store)),
  'official client: appended events/s': () => rate(appendByClient()),
  'official client: read events/s, $all': () => rate(readByClient()),
};
const results: Record<string, number[]> = {};
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const [name, measure] of Object.entries(measured)) (results[name] ??= []).push(await measure());
}
const summary = Object.fromEntries(
  Object.entries(results).map(([name, rates]) => {
    const sorted = rates.toSorted((a, b) => a - b).map(Math.round);
    return [name, { median: sorted[sorted.length >> 1], lowest: sorted[0], highest: sorted.at(-1) }];
  }),
);
process.stdout.write(`${JSON.stringify({ events: EVENTS, bytes: TEXT.length, ...summary }, null, 2)}\n`);
await store.close();
await client.dispose();
server.stdin.end();
process.exit(0);

async function rate(work: Promise<number>): Promise<number> {
  const begun = performance.now();
  const events = await work;
  return events / ((performance.now() - begun) / 1_000);
}

async function appendAll(target: EventStore): Promise<number> {
  const data = Buffer.from(JSON.stringify({ text: TEXT }));
  const metadata = Buffer.from('{}');
  return inLanes(async () => {
    const stream = `bench-${randomUUID()}`;
    const events = Array.from({ length: EVENTS_PER_APPEND }, () => ({
      id: randomUUID(),
      type: 'measured',
      data,
      metadata,
    }));
    const append: Append = { stream, expectedRevision: NO_STREAM, events };
    const [result] = await target.append([append]);
    if (result?.outcome !== 'appended') throw new Error('expected every append to stand');
  });
}

function appendByClient(): Promise<number> {
  return inLanes(async () => {
    const events = Array.from({ length: EVENTS_PER_APPEND }, () =>
      jsonEvent({ type: 'measured', data: { text: TEXT }, metadata: {} }),
    );
    await client.appendToStream(`bench-${randomUUID()}`, events, { expectedRevision: 'no_stream' });
  });
}

/** Keeps `APPENDS_AT_ONCE` appends under way until all events are there. */
async function inLanes(appendOnce: () => Promise<void>): Promise<number> {
  let left = EVENTS / EVENTS_PER_APPEND;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await appendOnce();
    }
  };
  await Promise.all(Array.from({ length: APPENDS_AT_ONCE }, lane));
  return EVENTS;
}

async function readLog(target: EventStore): Promise<number> {
  let after = START;
  let count = 0;
  while (count < EVENTS) {
    const batch = await target.readAll(after, READ_PAGE);
    after = batch.upTo;
    count += batch.events.length;
  }
  return count;
}

async function readByClient(): Promise<number> {
  let count = 0;
  for await (const { event } of client.readAll({ maxCount: EVENTS })) if (event) count += 1;
  return count;
}
