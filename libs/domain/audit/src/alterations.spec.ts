import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { emptyHead, type ChainHead } from './chain-head.ts';
import { copyEvent } from './copy-event.ts';
import { readSeals } from './read-seals.ts';
import { sealBody, sealText } from './seal.ts';
import type { TrailEvent } from './source-event.ts';
import { createTrailVerifier, type TrailVerdict } from './verify-trail.ts';

const TRAIL = 'worker-churn-signal';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const KEYS = new Map([['key-1', publicKey.export({ type: 'spki', format: 'pem' }) as string]]);

interface Trail {
  events: TrailEvent[];
  heads: ChainHead[];
}

function trailOfEvents(count: number, trail = TRAIL, mark = ''): Trail {
  const events: TrailEvent[] = [];
  const heads: ChainHead[] = [];
  let head = emptyHead(trail);
  for (let i = 0; i < count; i += 1) {
    const metadata = `{"at":"2026-03-01T09:30:00.000Z","by":"executor","caseId":"c${i}","worker":"churn-signal"}`;
    const source = {
      stream: `case-c${i}`,
      revision: 0,
      position: { commit: BigInt(i + 10), prepare: BigInt(i + 10) },
      id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      type: 'closed',
      data: Buffer.from(`{"n":${i}${mark}}`),
      metadata: Buffer.from(metadata),
    };
    const copy = copyEvent(head, source, metadata);
    events.push({ ...copy.event, stream: trail, revision: i });
    heads.push(copy.head);
    head = copy.head;
  }
  return { events, heads };
}

function sealOf({ stream, seq, hash }: ChainHead, key = privateKey): string {
  const body = { stream, seq, hash, time: '2026-03-01T09:31:00.000Z' };
  const signature = sign(null, Buffer.from(sealBody(body)), key).toString('base64');
  return sealText({ ...body, keyId: 'key-1', signature });
}

function verdictOn(
  events: readonly TrailEvent[],
  seals: readonly string[] = [],
  sealEvery = 1_000,
): TrailVerdict {
  const verifier = createTrailVerifier({
    stream: TRAIL,
    seals: readSeals(TRAIL, seals, KEYS),
    sealEvery,
  });
  for (const event of events) verifier.check(event);
  return verifier.finish();
}

function firstOf(verdict: TrailVerdict): { problem: string; at: number } | null {
  const [first] = verdict.findings;
  return first ? { problem: first.problem, at: first.at } : null;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

const whole = trailOfEvents(10);

describe('an untouched trail', () => {
  it('is found sound, up to its head, and sealed as far as its last seal', () => {
    const verdict = verdictOn(whole.events, [sealOf(whole.heads[3]!), sealOf(whole.heads[7]!)]);
    expect(verdict).toMatchObject({ ok: true, findings: [], count: 10, sealedTo: 7, seals: 2 });
    expect(verdict.head).toEqual(whole.heads[9]);
  });
});

describe('one flipped bit', () => {
  const victim = whole.events[6]!;

  it('is found at its event wherever in the data it is', () => {
    for (let byte = 0; byte < victim.data.length; byte += 1) {
      const events = whole.events.with(6, { ...victim, data: flipped(victim.data, byte) });
      expect(firstOf(verdictOn(events))).toEqual({ problem: 'changed', at: 6 });
    }
  });

  it('is found at its event wherever in the metadata it is', () => {
    for (let byte = 0; byte < victim.metadata.length; byte += 1) {
      const events = whole.events.with(6, { ...victim, metadata: flipped(victim.metadata, byte) });
      expect(firstOf(verdictOn(events))).toEqual({ problem: 'changed', at: 6 });
    }
  });

  it('is found in the type', () => {
    const events = whole.events.with(6, { ...victim, type: 'closee' });
    expect(firstOf(verdictOn(events))).toEqual({ problem: 'changed', at: 6 });
  });

  it('is found in a seal, wherever it is', () => {
    const text = sealOf(whole.heads[7]!);
    for (let byte = 0; byte < Buffer.byteLength(text); byte += 1) {
      const verdict = verdictOn(whole.events, [
        sealOf(whole.heads[3]!),
        Buffer.from(flipped(Buffer.from(text), byte)).toString(),
      ]);
      expect(verdict.findings.map(({ problem }) => problem)).toEqual(['seal-forged']);
    }
  });
});

describe('events moved about', () => {
  it('one dropped', () => {
    expect(firstOf(verdictOn(whole.events.toSpliced(4, 1)))).toEqual({ problem: 'missing', at: 4 });
  });

  it('one dropped and the later ones renumbered by the store', () => {
    const events = whole.events.toSpliced(4, 1).map((event, revision) => ({ ...event, revision }));
    expect(firstOf(verdictOn(events))).toEqual({ problem: 'missing', at: 4 });
  });

  it('the first one dropped', () => {
    expect(firstOf(verdictOn(whole.events.slice(1)))).toEqual({ problem: 'missing', at: 0 });
  });

  it('one inserted a second time', () => {
    expect(firstOf(verdictOn(whole.events.toSpliced(5, 0, whole.events[2]!)))).toEqual({
      problem: 'repeated',
      at: 5,
    });
  });

  it('two neighbours swapped', () => {
    const events = whole.events.with(4, whole.events[5]!).with(5, whole.events[4]!);
    expect(firstOf(verdictOn(events))).toEqual({ problem: 'reordered', at: 4 });
  });

  it('two far apart swapped', () => {
    const events = whole.events.with(2, whole.events[8]!).with(8, whole.events[2]!);
    expect(firstOf(verdictOn(events))).toEqual({ problem: 'reordered', at: 2 });
  });

  it('one of another trail, still under its name', () => {
    const foreign = trailOfEvents(10, 'worker-other').events[5]!;
    expect(firstOf(verdictOn(whole.events.with(5, foreign)))).toEqual({ problem: 'wrong-stream', at: 5 });
  });

  it('one of another trail, put under this name', () => {
    const foreign = trailOfEvents(10, 'worker-other').events[5]!;
    expect(firstOf(verdictOn(whole.events.with(5, { ...foreign, stream: TRAIL })))).toEqual({
      problem: 'changed',
      at: 5,
    });
  });
});

describe('events replaced by one who can compute hashes but not sign', () => {
  const forged = trailOfEvents(10, TRAIL, ',"x":1');

  it('one: the link after it breaks, and the one replaced is named', () => {
    const head = whole.heads[3]!;
    const source = {
      stream: 'case-c4',
      revision: 0,
      position: { commit: 14n, prepare: 14n },
      id: '00000000-0000-4000-8000-000000000004',
      type: 'closed',
      data: Buffer.from('{"n":99}'),
      metadata: Buffer.from('{}'),
    };
    const copy = copyEvent(head, source, '{}');
    const events = whole.events.with(4, { ...copy.event, stream: TRAIL, revision: 4 });
    expect(firstOf(verdictOn(events))).toEqual({ problem: 'replaced', at: 4 });
  });

  it('all: the chain holds, the first seal does not', () => {
    const verdict = verdictOn(forged.events, [sealOf(whole.heads[3]!), sealOf(whole.heads[7]!)]);
    expect(firstOf(verdict)).toEqual({ problem: 'rewritten', at: 0 });
  });

  it('all after a seal: the places between the last good seal and the first bad one are named', () => {
    let head = whole.heads[3]!;
    const rewritten = forged.events.slice(4).map((event, i) => {
      const source = {
        stream: 'case-x',
        revision: i,
        position: { commit: 50n, prepare: 50n },
        id: 'x',
        type: event.type,
        data: event.data,
        metadata: Buffer.from('{}'),
      };
      const copy = copyEvent(head, source, '{}');
      head = copy.head;
      return { ...copy.event, stream: TRAIL, revision: 4 + i };
    });
    const seals = [sealOf(whole.heads[3]!), sealOf(whole.heads[7]!)];
    expect(firstOf(verdictOn([...whole.events.slice(0, 4), ...rewritten], seals))).toEqual({
      problem: 'rewritten',
      at: 4,
    });
  });
});

describe('the tail and the seals', () => {
  it('a cut tail that a seal tells of', () => {
    const verdict = verdictOn(whole.events.slice(0, 6), [sealOf(whole.heads[3]!), sealOf(whole.heads[7]!)]);
    expect(firstOf(verdict)).toEqual({ problem: 'cut', at: 6 });
  });

  it('a trail emptied', () => {
    expect(firstOf(verdictOn([], [sealOf(whole.heads[3]!)]))).toEqual({ problem: 'cut', at: 0 });
  });

  it('a seal signed by a key that is not ours', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(firstOf(verdictOn(whole.events, [sealOf(whole.heads[7]!, other)]))).toEqual({
      problem: 'seal-forged',
      at: 7,
    });
  });

  it('a seal of another trail', () => {
    const seal = sealOf(trailOfEvents(3, 'worker-other').heads[2]!);
    expect(firstOf(verdictOn(whole.events, [seal]))).toEqual({ problem: 'seal-forged', at: 0 });
  });

  it('a seal taken away between two others', () => {
    const seals = [sealOf(whole.heads[2]!), sealOf(whole.heads[8]!)];
    expect(firstOf(verdictOn(whole.events, seals, 3))).toEqual({ problem: 'seal-missing', at: 3 });
    expect(verdictOn(whole.events, [...seals, sealOf(whole.heads[5]!)], 3).ok).toBe(true);
  });

  it('more unsealed events at the end than the newest append can explain', () => {
    const long = trailOfEvents(504);
    expect(verdictOn(long.events.slice(0, 503), [], 3).ok).toBe(true);
    expect(firstOf(verdictOn(long.events, [], 3))).toEqual({ problem: 'seal-missing', at: 0 });
  });
});
