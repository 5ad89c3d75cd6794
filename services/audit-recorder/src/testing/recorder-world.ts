import { generateKeyPairSync, sign } from 'node:crypto';
import { Names, noMetrics, noProbe, silentLog } from '@dws/application';
import { createTrailVerifier, parseCopyMetadata, readSeals, trailOf } from '@dws/audit';
import { DwsError, eventIdOf, instantOf } from '@dws/kernel';
import type { Append, EventStore, SealStore, Signer } from '@dws/ports';
import { startAuditRecorder, type AuditRecorder, type RecorderSettings } from '../app.ts';

const WORKERS = ['churn-signal', 'ticket-classification', 'revenue-execution'];
export const names = new Names();

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const KEYS = new Map([['key-1', PEM]]);
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

interface Written {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly metadata?: object;
  /** Workers whose trails must hold it. */
  readonly concerns: readonly string[];
}

/** A second passes in a millisecond, whenever somebody waits for it. */
export class World {
  time = 1_772_357_400_000;
  readonly clock = { now: () => this.time };
  readonly store: EventStore;
  readonly seals = memorySeals();
  /** What each trail must hold, as `stream/revision` of the source. */
  readonly expected = new Map<string, string[]>();
  readonly #revisions = new Map<string, number>();

  constructor(store: EventStore) {
    this.store = store;
  }

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

  /** Appends in one call, in order, and notes which trails must hold each event. */
  async writeAll(events: readonly Written[]) {
    const appends = events.map(({ stream, type, data, metadata = {}, concerns }): Append => {
      const revision = (this.#revisions.get(stream) ?? -1) + 1;
      this.#revisions.set(stream, revision);
      for (const worker of concerns) {
        const list = this.expected.get(worker) ?? [];
        list.push(`${stream}/${revision}`);
        this.expected.set(worker, list);
      }
      const event = {
        id: eventIdOf(stream, revision, 'x'),
        type,
        data: Buffer.from(JSON.stringify(data)),
        metadata: Buffer.from(JSON.stringify({ at: instantOf(this.time), by: 'spec', ...metadata })),
      };
      return { stream, expectedRevision: revision - 1, events: [event] };
    });
    const results = await this.store.append(appends);
    if (results.some(({ outcome }) => outcome === 'conflict')) throw new Error('the spec lost a race');
  }

  async write(stream: string, type: string, data: object, metadata: object, concerns: readonly string[]) {
    await this.writeAll([{ stream, type, data, metadata, concerns }]);
  }

  async register(worker: string, domain = 'customer-experience') {
    await this.write(`registry-${worker}`, 'worker-registered', { domain, worker }, {}, [worker]);
  }

  /** Case events spread over the workers, unevenly. */
  async cases(count: number, from = 0) {
    const numbers = Array.from({ length: count }, (_, i) => from + i);
    const events = numbers.map((i): Written => {
      const worker = WORKERS[i % 7 === 0 ? 2 : i % 2] ?? '';
      return {
        stream: `case-${worker}-${i % 50}`,
        type: 'planned',
        data: { i },
        metadata: { worker },
        concerns: [worker],
      };
    });
    await this.writeAll(events);
  }

  async trail(worker: string): Promise<string[]> {
    const events = await this.store.read(trailOf(worker));
    return events.map((event) => {
      const source = parseCopyMetadata(event.metadata)?.source;
      return `${source?.stream}/${source?.revision}`;
    });
  }

  /** What every trail holds, and what its verifier says. To be compared with `wholeTrails`. */
  async trails() {
    const found: Record<string, { entries: string[]; ok: boolean; findings: readonly unknown[] }> = {};
    for (const worker of this.expected.keys()) {
      const stream = trailOf(worker);
      const seals = readSeals(stream, await this.seals.read(stream), KEYS);
      const verifier = createTrailVerifier({ stream, seals });
      for (const event of await this.store.read(stream)) verifier.check(event);
      const { ok, findings } = verifier.finish();
      found[worker] = { entries: await this.trail(worker), ok, findings };
    }
    return found;
  }

  /** Each event once, in order, and nothing wrong with chain and seals. */
  wholeTrails() {
    return Object.fromEntries(
      [...this.expected].map(([worker, entries]) => [worker, { entries, ok: true, findings: [] }]),
    );
  }

  async recordAll(settings: Partial<RecorderSettings> = {}) {
    const recorder = this.recorder(this.store, settings);
    await recorder.caughtUp();
    await recorder.stop();
  }
}
