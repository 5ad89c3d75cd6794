import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSeal } from '@dws/audit';
import { START } from '@dws/kernel';
import type { EventStore } from '@dws/ports';
import { SqliteEventStore } from '@dws/sqlite';
import { createMemoryEventStore } from '@dws/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { WINDOW_EVENTS } from './app.ts';
import { resumePoint } from './resume-point.ts';
import { altered, dyingStore, slow } from './testing/faulty-stores.ts';
import { names, World } from './testing/recorder-world.ts';

const memoryWorld = () => new World(createMemoryEventStore({ clock: { now: () => 0 } }));

const opened: { store: EventStore; folder: string }[] = [];
afterEach(async () => {
  for (const { store, folder } of opened.splice(0)) {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

async function sqliteWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'dws-recorder-'));
  const store = await SqliteEventStore.open({ path: join(folder, 'events.db'), clock: { now: () => 0 } });
  opened.push({ store, folder });
  return new World(store);
}

describe.each([
  ['in memory', async () => memoryWorld()],
  ['on SQLite', sqliteWorld],
])('after a crash, %s', (_, makeWorld) => {
  const cuts = [0, 1, 2].flatMap((call) => [0, 1, 2, 3].map((entries) => ({ call, entries })));

  it.each(cuts)('in append $call, after $entries of its trails', async ({ call, entries }) => {
    const world = await makeWorld();
    await world.cases(WINDOW_EVENTS * 2 + 200);
    const killed = world.recorder(dyingStore(world.store, call, entries));
    await expect(killed.caughtUp()).rejects.toThrow('killed');
    await world.cases(50, 5_000);
    await world.recordAll();
    expect(await world.trails()).toEqual(world.wholeTrails());
  });

  it('starts no more than a window back, however long the log', async () => {
    const world = await makeWorld();
    await world.cases(WINDOW_EVENTS * 3);
    await world.recordAll();
    const last = BigInt(WINDOW_EVENTS * 3);
    expect(await resumePoint(world.store, names)).toEqual({
      commit: last - BigInt(WINDOW_EVENTS),
      prepare: last - BigInt(WINDOW_EVENTS),
    });
    expect(await resumePoint(memoryWorld().store, names)).toBe(START);
  });

  it('makes up for the seals that were not written', async () => {
    const world = await makeWorld();
    world.seals.broken = true;
    await world.cases(400);
    const killed = world.recorder(undefined, { sealEveryEvents: 50 });
    await killed.caughtUp();
    await killed.stop();
    expect(world.seals.texts.size).toBe(0);
    world.seals.broken = false;
    await world.recordAll({ sealEveryEvents: 50 });
    const places = world.seals.texts.get('worker-revenue-execution')?.map((text) => parseSeal(text)?.seq);
    expect(places).toEqual([49, 57]);
    expect(await world.trails()).toEqual(world.wholeTrails());
  });
});

describe.each([
  ['in memory', async () => memoryWorld()],
  ['on SQLite', sqliteWorld],
])('two recorders, %s', (_, makeWorld) => {
  it('write each event once, whoever is faster, and one goes on when the other ends', async () => {
    const world = await makeWorld();
    await world.cases(200);
    const a = world.recorder(slow(world.store, 3), { batchEvents: 11 });
    const b = world.recorder(slow(world.store, 5), { batchEvents: 7 });
    for (let i = 0; i < 20; i += 1) {
      await world.cases(20, 200 + i * 20);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all([a.caughtUp(), b.caughtUp()]);
    await a.stop();
    await world.cases(20, 600);
    await b.caughtUp();
    await b.stop();
    expect(await world.trails()).toEqual(world.wholeTrails());
  });

  it('the slower one is fenced, stands by, and takes over when the other is silent', async () => {
    const world = await makeWorld();
    await world.write('case-1', 'planned', {}, { worker: 'churn-signal' }, ['churn-signal']);
    await world.write('case-1', 'closed', {}, { worker: 'churn-signal' }, ['churn-signal']);
    const held = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const slower = world.recorder(
      altered(world.store, {
        append: async (appends) => {
          held.resolve(undefined);
          await release.promise;
          return world.store.append(appends);
        },
      }),
    );
    await held.promise;
    const faster = world.recorder(dyingStore(world.store, 1, 0), { batchEvents: 1 });
    await expect(faster.caughtUp()).rejects.toThrow('killed');
    expect(await world.trail('churn-signal')).toEqual(['case-1/0']);
    release.resolve(undefined);
    await expect.poll(() => slower.state, { interval: 1 }).toBe('standby');
    await slower.caughtUp();
    expect(slower.state).toBe('active');
    await slower.stop();
    expect(await world.trails()).toEqual(world.wholeTrails());
  });
});
