import { generateKeyPairSync, sign } from 'node:crypto';
import { Names } from '@dws/application';
import { copyEvent, emptyHead, sealBody, sealText } from '@dws/audit';
import type { SealStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportTrail } from './export-trail.ts';
import type { SealedTrailSources } from './sources.ts';
import { verifyExport } from './verify-export.ts';
import { verifyTrail } from './verify-trail.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = new Map([['key-1', publicKey.export({ type: 'spki', format: 'pem' }) as string]]);
const STREAM = 'worker-churn-signal';
const SEAL_EVERY = 1_000;
/** More than a seal every 1,000 events and 500 of the newest append can explain. */
const TOO_MANY = 1_600;

/** A recorder at work: it appends to the trail and seals every 1,000 events, now or when it comes to it. */
function startTrail() {
  const store = createMemoryEventStore({ clock: { now: () => 0 } });
  const standing: string[] = [];
  const late: string[] = [];
  let head = emptyHead(STREAM);

  async function record(events: number, sealing: 'at-once' | 'late' | 'never' = 'at-once'): Promise<void> {
    for (let i = 0; i < events; i += 1) {
      const revision = head.seq + 1;
      const metadata = `{"at":"2026-03-01T09:30:00.000Z","by":"spec","caseId":"a","worker":"churn-signal"}`;
      const position = { commit: BigInt(revision), prepare: BigInt(revision) };
      const source = { stream: 'case-a', revision, position, id: `id-${revision}`, type: 'planned' };
      const copy = copyEvent(
        head,
        { ...source, data: Buffer.from('{}'), metadata: Buffer.from(metadata) },
        metadata,
      );
      await store.append([{ stream: STREAM, expectedRevision: head.seq, events: [copy.event] }]);
      head = copy.head;
      if (sealing === 'never' || (head.seq + 1) % SEAL_EVERY !== 0) continue;
      const body = { stream: STREAM, seq: head.seq, hash: head.hash, time: '2026-03-01T09:31:00.000Z' };
      const signature = sign(null, Buffer.from(sealBody(body)), privateKey).toString('base64');
      (sealing === 'late' ? late : standing).push(sealText({ ...body, keyId: 'key-1', signature }));
    }
  }
  const writeLateSeals = (): void => void standing.push(...late.splice(0));
  return { store, standing, record, writeLateSeals };
}

let trail: ReturnType<typeof startTrail>;
/** What happens elsewhere, once, just after the seals were read. */
let afterSealsRead: () => Promise<void>;
let slept: number;
let whileAsleep: () => void;
let sources: SealedTrailSources;

beforeEach(() => {
  trail = startTrail();
  afterSealsRead = () => Promise.resolve();
  whileAsleep = () => undefined;
  slept = 0;
  const seals: SealStore = {
    append: async () => undefined,
    read: async () => {
      const texts = [...trail.standing];
      const then = afterSealsRead;
      afterSealsRead = () => Promise.resolve();
      await then();
      return texts;
    },
    last: async () => trail.standing.at(-1) ?? null,
    streams: async () => [STREAM],
  };
  const sleep = async (milliseconds: number): Promise<void> => {
    slept += milliseconds;
    whileAsleep();
  };
  sources = { store: trail.store, seals, keys, names: new Names(), sleep };
});

async function bundle() {
  let text = '';
  for await (const piece of exportTrail(sources, { worker: 'churn-signal' }, 'bundle')) text += piece;
  return verifyExport([Buffer.from(text)], { keys: keys });
}

describe('a trail that is written while it is read', () => {
  it('is sound as far as it stood, whatever is recorded and sealed after its seals were read', async () => {
    await trail.record(1_200);
    afterSealsRead = () => trail.record(TOO_MANY);
    expect(await verifyTrail(sources, 'churn-signal')).toMatchObject({
      ok: true,
      count: 1_200,
      sealedTo: 999,
    });
  });

  it('is exported as far as it stood, so that the bundle is sound too', async () => {
    await trail.record(1_200);
    afterSealsRead = () => trail.record(TOO_MANY);
    expect(await bundle()).toMatchObject({ ok: true, complete: true, trails: [{ count: 1_200 }] });
  });

  it('is given the time that seals need which wait to be written', async () => {
    await trail.record(TOO_MANY + SEAL_EVERY, 'late');
    whileAsleep = trail.writeLateSeals;
    expect(await verifyTrail(sources, 'churn-signal')).toMatchObject({
      ok: true,
      count: 2_600,
      sealedTo: 1_999,
    });
    expect(slept).toBe(100);
  });

  it('is broken when the seals do not come within five seconds', async () => {
    await trail.record(SEAL_EVERY);
    await trail.record(TOO_MANY, 'never');
    const { ok, findings } = await verifyTrail(sources, 'churn-signal');
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ problem: 'seal-missing', at: 1_000 });
    expect(slept).toBe(5_000);
    expect((await bundle()).trails[0]?.findings[0]).toMatchObject({ problem: 'seal-missing', at: 1_000 });
  });

  it('is broken where a seal tells of more than stands', async () => {
    await trail.record(2_000);
    const { store } = sources;
    const read: typeof store.read = async (stream, options) =>
      (await store.read(stream, options)).filter(({ revision }) => revision < 1_700);
    const last: typeof store.read = async (stream, options) =>
      options?.direction === 'backwards'
        ? store.read(stream, { from: 1_699, limit: 1 })
        : read(stream, options);
    sources = { ...sources, store: { ...store, read: last } };
    const { findings } = await verifyTrail(sources, 'churn-signal');
    expect(findings[0]).toMatchObject({ problem: 'cut', at: 1_700 });
  });
});
