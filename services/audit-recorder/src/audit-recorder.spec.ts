import { parseCopyMetadata, parseSeal } from '@dws/audit';
import { DwsError } from '@dws/kernel';
import { createMemoryEventStore } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { altered } from './testing/faulty-stores.ts';
import { World } from './testing/recorder-world.ts';

const makeWorld = () => new World(createMemoryEventStore({ clock: { now: () => 0 } }));

describe('what is recorded', () => {
  it('copies each event of a worker whole, with its source, and leaves the others out', async () => {
    const world = makeWorld();
    await world.register('churn-signal');
    await world.write('case-1', 'signal-accepted', { subject: 'acme' }, { worker: 'churn-signal' }, [
      'churn-signal',
    ]);
    await world.write('limit-x-2026', 'limit-reserved', {}, { worker: 'churn-signal' }, []);
    await world.recordAll();
    expect(await world.trails()).toEqual(world.wholeTrails());
    const [, copy] = await world.store.read('worker-churn-signal');
    const [source] = await world.store.read('case-1');
    expect(copy).toMatchObject({ type: 'signal-accepted', data: source!.data });
    expect(parseCopyMetadata(copy!.metadata)?.source).toEqual({
      id: source!.id,
      metadata: Buffer.from(source!.metadata).toString(),
      position: '2/2',
      revision: 0,
      stream: 'case-1',
    });
  });

  it('copies control orders to those in scope, also after a restart', async () => {
    const world = makeWorld();
    await world.register('churn-signal');
    await world.register('revenue-execution', 'revenue');
    await world.recordAll();
    const both = ['churn-signal', 'revenue-execution'];
    await world.write(
      'control',
      'control-ordered',
      { order: 'o1', grain: 'everything', target: '' },
      {},
      both,
    );
    await world.recordAll();
    await world.write('control-o1', 'order-acknowledged', { order: 'o1' }, {}, both);
    await world.write('control', 'control-ordered', { order: 'o2', grain: 'domain', target: 'revenue' }, {}, [
      'revenue-execution',
    ]);
    await world.recordAll();
    expect(await world.trails()).toEqual(world.wholeTrails());
  });

  it('tells how far it is behind', async () => {
    const world = makeWorld();
    await world.cases(3);
    const recorder = world.recorder();
    expect((await recorder.lag()).behind).toBe(4n);
    await recorder.caughtUp();
    expect(await recorder.lag()).toMatchObject({ state: 'active', behind: 0n });
    await recorder.stop();
    expect(recorder.state).toBe('stopped');
  });
});

describe('trails that were tampered with', () => {
  it('are not continued when the last copy does not give its hash', async () => {
    const world = makeWorld();
    await world.cases(10);
    await world.recordAll();
    const tampered = altered(world.store, {
      read: async (stream, options) =>
        (await world.store.read(stream, options)).map((event) => ({ ...event, data: Buffer.from('{}') })),
    });
    const recorder = world.recorder(tampered);
    await world.cases(1, 10);
    await expect(recorder.caughtUp()).rejects.toMatchObject({ code: 'audit-broken' });
    expect(recorder.state).toBe('failed');
  });

  it('are not continued when they are shorter than their seals', async () => {
    const world = makeWorld();
    await world.cases(10);
    await world.recordAll();
    const other = makeWorld();
    await other.cases(5);
    await other.recordAll();
    other.seals.texts.set('worker-churn-signal', world.seals.texts.get('worker-churn-signal')!);
    const recorder = other.recorder();
    await other.cases(5, 5);
    await expect(recorder.caughtUp()).rejects.toMatchObject({ code: 'audit-broken' });
  });
});

describe('seals', () => {
  it('stand at every so many events exactly, and at the end', async () => {
    const world = makeWorld();
    await world.cases(400);
    await world.recordAll({ sealEveryEvents: 100 });
    const places = world.seals.texts.get('worker-ticket-classification')?.map((text) => parseSeal(text)?.seq);
    expect(places).toEqual([99, 170]);
  });

  it('are due after a while, however few events there are', async () => {
    const world = makeWorld();
    const recorder = world.recorder();
    await world.cases(1);
    await expect
      .poll(() => world.seals.texts.get('worker-revenue-execution')?.length, { timeout: 5_000 })
      .toBe(1);
    await recorder.stop();
    expect(world.seals.texts.get('worker-revenue-execution')?.length).toBe(1);
  });
});

describe('faults of the store', () => {
  it('sends the identical append again when its outcome is unknown', async () => {
    const world = makeWorld();
    await world.cases(30);
    let turn = 0;
    const flaky = altered(world.store, {
      append: async (appends) => {
        turn += 1;
        if (turn % 3 === 1) throw new DwsError('store-unavailable', 'down');
        const results = await world.store.append(appends);
        if (turn % 3 === 2) throw new DwsError('store-outcome-unknown', 'lost');
        return results;
      },
    });
    const recorder = world.recorder(flaky, { batchEvents: 7 });
    await recorder.caughtUp();
    await recorder.stop();
    expect(await world.trails()).toEqual(world.wholeTrails());
  });
});
