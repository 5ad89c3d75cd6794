import { noMetrics, type Metrics } from '@dws/application';
import { createTrailVerifier, readSeals, trailOf } from '@dws/audit';
import { createFileSealStore } from '@dws/files';
import { readSettings, systemClock } from '@dws/host';
import { SqliteEventStore } from '@dws/sqlite';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { World } from '../testing/recorder-world.ts';
import { RecorderThread } from './recorder-thread.ts';

let folder: string;
let store: SqliteEventStore;
let world: World;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dws-recorder-'));
  store = await SqliteEventStore.open({ path: join(folder, 'events.db'), clock: systemClock });
  world = new World(store);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function thread(metrics: Metrics = noMetrics, sealsFolder = join(folder, 'seals')): RecorderThread {
  return new RecorderThread({
    store: store.introduce(),
    path: join(folder, 'events.db'),
    rights: { types: ['*'], streams: ['worker-'] },
    sealsFolder,
    settings: readSettings({ DWS_KEYS: folder, DWS_DEVELOPMENT_KEYS: 'true', LOG_LEVEL: 'silent' }),
    instance: 'spec',
    recorder: {},
    metrics,
  });
}

/** Places in each trail, as its verifier reads them with the seals that the thread kept and the key it made. */
async function trails(): Promise<Record<string, { entries: string[]; ok: boolean }>> {
  const seals = createFileSealStore(join(folder, 'seals'));
  const keys = new Map([['seal', await readFile(join(folder, 'seal.pem.pub'), 'utf8')]]);
  const found: Record<string, { entries: string[]; ok: boolean }> = {};
  for (const worker of world.expected.keys()) {
    const stream = trailOf(worker);
    const verifier = createTrailVerifier({
      stream,
      seals: readSeals(stream, await seals.read(stream), keys),
    });
    for (const event of await store.read(stream)) verifier.check(event);
    found[worker] = { entries: await world.trail(worker), ok: verifier.finish().ok };
  }
  return found;
}

const whole = () =>
  Object.fromEntries([...world.expected].map(([worker, entries]) => [worker, { entries, ok: true }]));

it('copies, chains and seals what stood before and what comes while it runs, and says how far it is', async () => {
  const counted: string[] = [];
  await world.register('churn-signal');
  await world.cases(700);
  const recorder = thread({ ...noMetrics, count: (name) => void counted.push(name) });
  recorder.start();
  for (let index = 0; index < 20; index += 1) await world.cases(100, 700 + 100 * index);
  await recorder.caughtUp();
  expect((await recorder.lag()).behind).toBe(0n);
  await recorder.stop();
  expect(await trails()).toEqual(whole());
  expect(new Set(counted)).toEqual(new Set(['dws_audit_events_total', 'dws_audit_seals_total']));
});

it('is followed by another that goes on where it ended', async () => {
  await world.cases(50);
  for (const from of [50, 100]) {
    const recorder = thread();
    recorder.start();
    await world.cases(50, from);
    await recorder.caughtUp();
    await recorder.stop();
  }
  expect(await trails()).toEqual(whole());
});

it('fails for good where a seal was made on another event, and says so', async () => {
  await world.cases(20);
  const recorder = thread();
  recorder.start();
  await recorder.caughtUp();
  await recorder.stop();
  const stream = trailOf('churn-signal');
  const seals = join(folder, 'seals', `${stream}.seals`);
  await writeFile(seals, (await readFile(seals, 'utf8')).replace(/^[0-9a-f]{64}$/m, '0'.repeat(64)));
  const again = thread();
  again.start();
  await expect(again.failed).rejects.toMatchObject({ code: 'audit-broken' });
  await again.stop();
});

it('ends with the store, and its failure is told', async () => {
  const recorder = thread();
  recorder.start();
  await recorder.caughtUp();
  await store.close();
  await expect(recorder.caughtUp()).rejects.toMatchObject({ code: 'store-unavailable' });
  await recorder.stop();
  store = await SqliteEventStore.open({ path: join(folder, 'events.db'), clock: systemClock });
});
