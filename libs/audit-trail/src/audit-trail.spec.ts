import { generateKeyPairSync, sign } from 'node:crypto';
import { Names } from '@dws/application';
import {
  copyEvent,
  emptyHead,
  parseCopyMetadata,
  sealBody,
  sealText,
  type ChainHead,
  type VerificationKeys,
} from '@dws/audit';
import { parsePosition } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportTrail } from './export-trail.ts';
import { knownTrails } from './known-trails.ts';
import { rebuildAt } from './rebuild-at.ts';
import { searchTrail } from './search-trail.ts';
import type { SealedTrailSources } from './sources.ts';
import { verifyExport } from './verify-export.ts';
import { verifyTrail } from './verify-trail.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = new Map([['key-1', publicKey.export({ type: 'spki', format: 'pem' }) as string]]);
const sealTexts = new Map<string, string[]>();
const seals: SealStore = {
  append: async () => undefined,
  read: async (stream) => sealTexts.get(stream) ?? [],
  last: async (stream) => sealTexts.get(stream)?.at(-1) ?? null,
  streams: async () => [...sealTexts.keys()].sort(),
};
const store = createMemoryEventStore({ clock: { now: () => 0 } });
const sources: SealedTrailSources = { store, seals, keys, names: new Names() };

function seal({ stream, seq, hash }: ChainHead): string {
  const body = { stream, seq, hash, time: '2026-03-01T09:31:00.000Z' };
  const signature = sign(null, Buffer.from(sealBody(body)), privateKey).toString('base64');
  return sealText({ ...body, keyId: 'key-1', signature });
}

/** Two cases of `churn-signal` in turn, a minute apart each, with positions 100, 101, … */
const EVENTS: readonly { caseId: string; type: string; data: string }[] = [
  { caseId: 'a', type: 'signal-accepted', data: '{"signalType":"usage.dropped","subject":"acme"}' },
  { caseId: 'b', type: 'signal-accepted', data: '{"signalType":"usage.dropped","subject":"=cmd()"}' },
  { caseId: 'a', type: 'action-proposal', data: '{"subject":"acme","summary":"Write to Zoë\\nsoon"}' },
  { caseId: 'b', type: 'planned', data: '{"rationale":"usage down"}' },
  { caseId: 'a', type: 'closed', data: '{}' },
];

beforeAll(async () => {
  for (const caseId of ['a', 'b']) {
    const metadata = Buffer.from('{"worker":"churn-signal"}');
    const id = '00000000-0000-4000-8000-000000000001';
    const event = { id, type: 'signal-accepted', data: Buffer.from('{}'), metadata };
    await store.append([{ stream: `case-${caseId}`, expectedRevision: -1, events: [event] }]);
  }
  let head = emptyHead('worker-churn-signal');
  const heads: ChainHead[] = [];
  for (const [i, { caseId, type, data }] of EVENTS.entries()) {
    const metadata = `{"at":"2026-03-01T09:3${i}:00.000Z","by":"spec","caseId":"${caseId}","worker":"churn-signal"}`;
    const position = { commit: BigInt(100 + i), prepare: BigInt(100 + i) };
    const source = { stream: `case-${caseId}`, revision: i, position, id: `id-${i}`, type };
    const bytes = { data: Buffer.from(data), metadata: Buffer.from(metadata) };
    const copy = copyEvent(head, { ...source, ...bytes }, metadata);
    await store.append([{ stream: head.stream, expectedRevision: i - 1, events: [copy.event] }]);
    head = copy.head;
    heads.push(head);
  }
  sealTexts.set('worker-churn-signal', [seal(heads[1]!), seal(heads[4]!)]);
});

describe('search', () => {
  const places = async (query: Parameters<typeof searchTrail>[1]) =>
    (await searchTrail(sources, query)).entries.map(({ seq }) => seq);

  it.each([
    ['worker', { worker: 'churn-signal' }, [4, 3, 2, 1, 0]],
    ['case, found in its worker’s trail', { caseId: 'a' }, [4, 2, 0]],
    ['event type', { type: 'planned' }, [3]],
    ['subject', { subject: 'acme' }, [2, 0]],
    ['signal type', { signalType: 'usage.dropped' }, [1, 0]],
    [
      'time, both ends included',
      { from: '2026-03-01T09:31:00.000Z', to: '2026-03-01T09:33:00.000Z' },
      [3, 2, 1],
    ],
    ['free text in any letters', { text: 'ZOË' }, [2]],
    ['several at once', { caseId: 'b', text: 'usage' }, [3, 1]],
    ['nothing that is there', { worker: 'nobody' }, []],
  ])('by %s', async (_, query, expected) => {
    expect(await places(query)).toEqual(expected);
  });

  it('gives pages that follow on', async () => {
    const first = await searchTrail(sources, { caseId: 'a', limit: 2 });
    expect(first.entries.map(({ seq }) => seq)).toEqual([4, 2]);
    const second = await searchTrail(sources, { caseId: 'a', limit: 2, after: first.next! });
    expect(second).toMatchObject({ entries: [{ seq: 0 }], next: null });
  });

  it('refuses a cursor and a limit that make no sense, and a case that is not there', async () => {
    await expect(searchTrail(sources, { after: 'x' })).rejects.toMatchObject({ code: 'argument-invalid' });
    await expect(searchTrail(sources, { limit: 501 })).rejects.toMatchObject({ code: 'argument-invalid' });
    await expect(searchTrail(sources, { caseId: 'z' })).rejects.toMatchObject({ code: 'case-unknown' });
  });

  it('knows the trails', async () => {
    expect(await knownTrails(sources, seals)).toEqual(['worker-churn-signal']);
  });
});

describe('the fold at a position', () => {
  it.each([
    [null, ['a', 'b', 'a', 'b', 'a']],
    [102n, ['a', 'b', 'a']],
    [99n, []],
  ])('at %s', async (at, expected) => {
    const position = at === null ? null : { commit: at, prepare: at };
    const fold = {
      initial: [] as readonly string[],
      evolve: (cases: readonly string[], entry: { caseId: string }) => [...cases, entry.caseId],
    };
    expect(await rebuildAt(sources, 'churn-signal', position, fold)).toEqual(expected);
  });
});

describe('verification of the store', () => {
  it('finds the trail sound', async () => {
    const verdict = await verifyTrail(sources, 'churn-signal');
    expect(verdict).toMatchObject({ ok: true, count: 5, sealedTo: 4, seals: 2 });
  });

  it('names the place of a changed event', async () => {
    const changed: SealedTrailSources = {
      ...sources,
      store: {
        ...store,
        read: async (stream, options) =>
          (await store.read(stream, options)).map((event) =>
            event.revision === 3 ? { ...event, data: Buffer.from('{"rationale":"usage up"}') } : event,
          ),
      },
    };
    const { findings } = await verifyTrail(changed, 'churn-signal');
    expect(findings[0]).toMatchObject({ problem: 'changed', at: 3 });
  });
});

async function text(selection: Parameters<typeof exportTrail>[1], format: Parameters<typeof exportTrail>[2]) {
  let all = '';
  for await (const piece of exportTrail(sources, selection, format)) all += piece;
  return all;
}

function verdictOn(pieces: readonly string[], given?: VerificationKeys) {
  return verifyExport(
    pieces.map((piece) => Buffer.from(piece)),
    given ? { keys: given } : {},
  );
}

describe('export', () => {
  it('as JSON Lines gives the exact bytes of each event', async () => {
    const lines = (await text({ caseId: 'a' }, 'jsonl')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { data: string }).data)).toEqual([
      '{"signalType":"usage.dropped","subject":"acme"}',
      '{"subject":"acme","summary":"Write to Zoë\\nsoon"}',
      '{}',
    ]);
  });

  it('as CSV has a header, quotes what needs it, and lets no cell begin as a formula', async () => {
    const lines = (await text({ worker: 'churn-signal', subject: '=cmd()' }, 'csv')).split('\r\n');
    expect(lines[0]).toContain('"trail","seq","at","type"');
    expect(lines[1]).toContain('"worker-churn-signal","1","2026-03-01T09:31:00.000Z","signal-accepted"');
    expect(lines[1]).toContain('"{""signalType"":""usage.dropped"",""subject"":""=cmd()""}"');
    expect(lines).toHaveLength(3);
  });

  it('as a bundle of a whole trail is verified offline, against the keys given', async () => {
    const bundle = await text({ worker: 'churn-signal' }, 'bundle');
    expect(await verdictOn([bundle], keys)).toMatchObject({
      ok: true,
      complete: true,
      keys: 'given',
      trails: [{ stream: 'worker-churn-signal', count: 5, sealedTo: 4 }],
    });
    expect(await verdictOn([bundle])).toMatchObject({ ok: true, keys: 'inside' });
    expect(await verdictOn([bundle], new Map())).toMatchObject({ ok: false });
  });

  it('as a bundle of one case is verified event by event, and says that it is not whole', async () => {
    const bundle = await text({ caseId: 'a' }, 'bundle');
    expect(await verdictOn([bundle], keys)).toMatchObject({
      ok: true,
      complete: false,
      trails: [{ count: 3 }],
    });
    const changed = bundle.replace('Zoë', 'Zoé');
    expect((await verdictOn([changed], keys)).trails[0]?.findings[0]).toMatchObject({
      problem: 'changed',
      at: 2,
    });
  });

  it.each([
    ['a', {}, { count: 3, proven: 1 }],
    ['a', { proofs: true }, { count: 5, proven: 5 }],
    ['b', {}, { count: 2, proven: 1 }],
    ['b', { proofs: true }, { count: 3, proven: 3 }],
  ])('of case %s with %j holds what seals prove', async (caseId, options, expected) => {
    let bundle = '';
    for await (const piece of exportTrail({ ...sources, seals, keys }, { caseId }, 'bundle', options))
      bundle += piece;
    expect(await verdictOn([bundle], keys)).toMatchObject({ ok: true, complete: false, trails: [expected] });
  });

  it('with proofs shows an entry that was written anew, with the entries behind it, before a seal', async () => {
    const standing = await store.read('worker-churn-signal');
    const third = parseCopyMetadata(standing[2]!.metadata)!;
    let head: ChainHead = { stream: 'worker-churn-signal', seq: 2, hash: third.hash };
    const forged = standing.slice(3).map((event, index) => {
      const { metadata, position, ...place } = parseCopyMetadata(event.metadata)!.source;
      const data = index === 0 ? Buffer.from('{"forged":true}') : event.data;
      const bytes = { type: event.type, data, metadata: Buffer.from(metadata) };
      const copy = copyEvent(head, { ...place, position: parsePosition(position), ...bytes }, metadata);
      head = copy.head;
      return { ...event, ...copy.event };
    });
    const rewritten = { ...store, read: async () => [...standing.slice(0, 3), ...forged] };
    let bundle = '';
    const from = { ...sources, store: rewritten, seals, keys };
    for await (const piece of exportTrail(from, { type: 'planned' }, 'bundle', { proofs: true }))
      bundle += piece;
    expect((await verdictOn([bundle], keys)).trails).toMatchObject([
      { findings: [{ problem: 'rewritten', at: 4 }] },
    ]);
  });

  it('is refused with proofs in another form', async () => {
    const pieces = exportTrail({ ...sources, seals, keys }, { caseId: 'a' }, 'csv', { proofs: true });
    await expect(pieces.next()).rejects.toMatchObject({ code: 'argument-invalid' });
  });

  it('carries the schemas of the event types in it', async () => {
    const lines = (await text({ worker: 'churn-signal' }, 'bundle')).split('\n');
    const schemas = lines
      .filter((line) => line.startsWith('{"schema"'))
      .map((line) => JSON.parse(line) as { schema: string; avro: { type: string } });
    expect(schemas.map(({ schema }) => schema)).toEqual([
      'action-proposal',
      'closed',
      'planned',
      'signal-accepted',
    ]);
    expect(schemas.map(({ avro }) => avro.type)).toEqual(['record', 'record', 'record', 'record']);
  });

  it('gives the seals by their places, each once, though recorders wrote one late and one again', async () => {
    const standing = sealTexts.get('worker-churn-signal')!;
    const mixed = { ...seals, read: async () => [standing[1]!, standing[0]!, standing[1]!] };
    let bundle = '';
    for await (const piece of exportTrail(
      { ...sources, seals: mixed },
      { worker: 'churn-signal' },
      'bundle',
    )) {
      bundle += piece;
    }
    expect(bundle).toBe(await text({ worker: 'churn-signal' }, 'bundle'));
  });

  it('as JSON Lines is verified entry by entry, without seals', async () => {
    const lines = await text({ worker: 'churn-signal' }, 'jsonl');
    expect(await verdictOn([lines])).toMatchObject({ ok: true, complete: false, keys: 'none' });
    const { trails } = await verdictOn([lines.replace('usage down', 'usage dawn')]);
    expect(trails[0]?.findings[0]).toMatchObject({ problem: 'changed', at: 3 });
  });

  it('reads a bundle in whatever pieces it comes', async () => {
    const bundle = await text({ worker: 'churn-signal' }, 'bundle');
    expect(await verdictOn(bundle.match(/.{1,7}/gs)!, keys)).toMatchObject({ ok: true });
  });
});
