import { generateKeyPairSync, sign } from 'node:crypto';
import { Names, noMetrics, noProbe, silentLog } from '@dws/application';
import { createTrailVerifier, parseCopyMetadata, parseSeal, readSeals, trailOf } from '@dws/audit';
import { DwsError, eventIdOf, instantOf, START } from '@dws/kernel';
import type { Append, EventStore, SealStore, Signer } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { startAuditRecorder, WINDOW_EVENTS, type AuditRecorder, type RecorderSettings } from './app.ts';
import { resumePoint } from './resume-point.ts';

const WORKERS = ['churn-signal', 'ticket-classification', 'revenue-execution'];
const names = new Names();

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const PEM = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const signer: Signer = {
  keyId: 'key-1',
  publicKey: PEM,
  sign: async (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
};

function memorySeals(): SealStore & { readonly texts: Map<string, string[]>; broken: boolean } {
  const texts = new Map<string, string[]>();
  return {
    texts,
    broken: false,
    async append({ stream, text }) {
      if (this.broken) throw new DwsError('seal-store-unavailable', 'no space');
      texts.set(stream, [...(texts.get(stream) ?? []), text]);
    },
    read: async (stream) => texts.get(stream) ?? [],
    last: async (stream) => texts.get(stream)?.at(-1) ?? null,
    streams: async () => [...texts.keys()].sort(),
  };
}

/** A second passes in a millisecond, whenever somebody waits for it. */
class World {
  time = 1_772_357_400_000;
  readonly clock = { now: () => this.time };
  readonly store = createMemoryEventStore({ clock: this.clock });
  readonly seals = memorySeals();
  /** What each trail must hold, as `stream/revision` of the source. */
  readonly expected = new Map<string, string[]>();
  readonly #revisions = new Map<string, number>();

  recorder(store: EventStore = this.store, settings: Partial<RecorderSettings> = {}): AuditRecorder {
    return startAuditRecorder({
      store,
      seals: this.seals,
      signer,
      names,
      clock: this.clock,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          const done = () => {
            this.time += milliseconds;
            signal.removeEventListener('abort', done);
            clearTimeout(timer);
            resolve();
          };
          const timer = setTimeout(done, Math.min(20, milliseconds / 1_000));
          signal.addEventListener('abort', done);
          if (signal.aborted) done();
        }),
      log: silentLog,
      metrics: noMetrics,
      probe: noProbe,
      settings,
    });
  }

  async write(stream: string, type: string, data: object, metadata: object, concerns: readonly string[]) {
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    const bytes = Buffer.from(JSON.stringify(data));
    const append: Append = {
      stream,
      expectedRevision: revision - 1,
      events: [
        {
          id: eventIdOf(stream, revision, 'x'),
          type,
          data: bytes,
          metadata: Buffer.from(JSON.stringify({ at: instantOf(this.time), by: 'spec', ...metadata })),
        },
      ],
    };
    expect((await this.store.append([append]))[0]?.outcome).toBe('appended');
    this.#revisions.set(stream, revision);
    for (const worker of concerns) {
      const list = this.expected.get(worker) ?? [];
      list.push(`${stream}/${revision}`);
      this.expected.set(worker, list);
    }
  }

  async register(worker: string, domain = 'customer-experience') {
    await this.write(`registry-${worker}`, 'worker-registered', { domain, worker }, {}, [worker]);
  }

  /** Case events spread over the workers, unevenly. */
  async cases(count: number, from = 0) {
    for (let i = from; i < from + count; i += 1) {
      const worker = WORKERS[i % 7 === 0 ? 2 : i % 2]!;
      await this.write(`case-${worker}-${i % 50}`, 'planned', { i }, { worker }, [worker]);
    }
  }

  async trail(worker: string): Promise<string[]> {
    const events = await this.store.read(trailOf(worker));
    return events.map((event) => {
      const { source } = parseCopyMetadata(event.metadata)!;
      return `${source.stream}/${source.revision}`;
    });
  }

  /** Every trail holds each event once, in order, and verifies with its seals. */
  async expectWhole() {
    for (const [worker, expected] of this.expected) {
      expect(await this.trail(worker)).toEqual(expected);
      const stream = trailOf(worker);
      const seals = readSeals(stream, await this.seals.read(stream), new Map([['key-1', PEM]]));
      const verifier = createTrailVerifier({ stream, seals });
      for (const event of await this.store.read(stream)) verifier.check(event);
      expect(verifier.finish()).toMatchObject({ ok: true, findings: [], count: expected.length });
    }
  }

  async recordAll(settings: Partial<RecorderSettings> = {}) {
    const recorder = this.recorder(this.store, settings);
    await recorder.caughtUp();
    await recorder.stop();
  }
}

/** A store that does `entries` of its append number `call` (from 0) and then is as dead as its process. */
function dyingStore(store: EventStore, call: number, entries: number): EventStore {
  let calls = 0;
  let dead = false;
  return {
    ...store,
    append: async (appends) => {
      if (dead) throw new Error('killed');
      if (calls++ !== call) return store.append(appends);
      dead = true;
      await store.append(appends.slice(0, entries));
      throw new Error('killed');
    },
  };
}

describe('what is recorded', () => {
  it('copies each event of a worker whole, with its source, and leaves the others out', async () => {
    const world = new World();
    await world.register('churn-signal');
    await world.write('case-1', 'signal-accepted', { subject: 'acme' }, { worker: 'churn-signal' }, [
      'churn-signal',
    ]);
    await world.write('limit-x-2026', 'limit-reserved', {}, { worker: 'churn-signal' }, []);
    await world.recordAll();
    await world.expectWhole();
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
    const world = new World();
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
    await world.expectWhole();
  });

  it('tells how far it is behind', async () => {
    const world = new World();
    await world.cases(3);
    const recorder = world.recorder();
    expect((await recorder.lag()).behind).toBe(4n);
    await recorder.caughtUp();
    expect(await recorder.lag()).toMatchObject({ state: 'active', behind: 0n });
    await recorder.stop();
    expect(recorder.state).toBe('stopped');
  });
});

describe('after a crash', () => {
  const cuts = [0, 1, 2].flatMap((call) => [0, 1, 2, 3].map((entries) => ({ call, entries })));

  it.each(cuts)('in append $call, after $entries of its trails', async ({ call, entries }) => {
    const world = new World();
    await world.cases(WINDOW_EVENTS * 2 + 200);
    const killed = world.recorder(dyingStore(world.store, call, entries));
    await expect(killed.caughtUp()).rejects.toThrow('killed');
    await world.cases(50, 5_000);
    await world.recordAll();
    await world.expectWhole();
  });

  it('starts no more than a window back, however long the log', async () => {
    const world = new World();
    await world.cases(WINDOW_EVENTS * 3);
    await world.recordAll();
    const last = BigInt(WINDOW_EVENTS * 3);
    expect(await resumePoint(world.store, names)).toEqual({
      commit: last - BigInt(WINDOW_EVENTS),
      prepare: last - BigInt(WINDOW_EVENTS),
    });
    expect(await resumePoint(new World().store, names)).toBe(START);
  });

  it('makes up for the seals that were not written', async () => {
    const world = new World();
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
    await world.expectWhole();
  });
});

describe('trails that were tampered with', () => {
  it('are not continued when the last copy does not give its hash', async () => {
    const world = new World();
    await world.cases(10);
    await world.recordAll();
    const tampered: EventStore = {
      ...world.store,
      read: async (stream, options) =>
        (await world.store.read(stream, options)).map((event) => ({ ...event, data: Buffer.from('{}') })),
    };
    const recorder = world.recorder(tampered);
    await world.cases(1, 10);
    await expect(recorder.caughtUp()).rejects.toMatchObject({ code: 'audit-broken' });
    expect(recorder.state).toBe('failed');
  });

  it('are not continued when they are shorter than their seals', async () => {
    const world = new World();
    await world.cases(10);
    await world.recordAll();
    const other = new World();
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
    const world = new World();
    await world.cases(400);
    await world.recordAll({ sealEveryEvents: 100 });
    const places = world.seals.texts.get('worker-ticket-classification')?.map((text) => parseSeal(text)?.seq);
    expect(places).toEqual([99, 170]);
  });

  it('are due after a while, however few events there are', async () => {
    const world = new World();
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
    const world = new World();
    await world.cases(30);
    let turn = 0;
    const flaky: EventStore = {
      ...world.store,
      append: async (appends) => {
        turn += 1;
        if (turn % 3 === 1) throw new DwsError('store-unavailable', 'down');
        const results = await world.store.append(appends);
        if (turn % 3 === 2) throw new DwsError('store-outcome-unknown', 'lost');
        return results;
      },
    };
    const recorder = world.recorder(flaky, { batchEvents: 7 });
    await recorder.caughtUp();
    await recorder.stop();
    await world.expectWhole();
  });
});

describe('two recorders', () => {
  it('write each event once, whoever is faster, and one goes on when the other ends', async () => {
    const world = new World();
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
    await world.expectWhole();
  });

  it('the slower one is fenced, stands by, and takes over when the other is silent', async () => {
    const world = new World();
    await world.write('case-1', 'planned', {}, { worker: 'churn-signal' }, ['churn-signal']);
    await world.write('case-1', 'closed', {}, { worker: 'churn-signal' }, ['churn-signal']);
    const held = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const slower = world.recorder({
      ...world.store,
      append: async (appends) => {
        held.resolve(undefined);
        await release.promise;
        return world.store.append(appends);
      },
    });
    await held.promise;
    const faster = world.recorder(dyingStore(world.store, 1, 0), { batchEvents: 1 });
    await expect(faster.caughtUp()).rejects.toThrow('killed');
    expect(await world.trail('churn-signal')).toEqual(['case-1/0']);
    release.resolve(undefined);
    await expect.poll(() => slower.state, { interval: 1 }).toBe('standby');
    await slower.caughtUp();
    expect(slower.state).toBe('active');
    await slower.stop();
    await world.expectWhole();
  });
});

/** A store whose appends take a few turns of the event loop, differently each time. */
function slow(store: EventStore, seed: number): EventStore {
  let state = seed;
  const pause = async () => {
    state = (state * 48_271) % 2_147_483_647;
    for (let i = state % 4; i > 0; i -= 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...store,
    append: async (appends) => {
      await pause();
      const results = await store.append(appends);
      await pause();
      return results;
    },
  };
}
