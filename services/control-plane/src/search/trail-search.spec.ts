import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Names } from '@dws/application';
import { copyEvent, emptyHead, type ChainHead } from '@dws/audit';
import { matches, parseQuery, searchedEntry, type TrailEntry } from '@dws/audit-trail';
import { instantOf } from '@dws/kernel';
import type { EventStore, NewEvent } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrailSearch } from './trail-search.ts';

const names = new Names();
const folder = mkdtempSync(join(tmpdir(), 'dws-search-'));
const WORKERS = ['churn-signal', 'revenue-execution', 'ticket-classification'];
const TYPES = ['signal-accepted', 'planned', 'action-proposal', 'review-decided', 'closed'];
const WORDS = ['usage', 'renewal', 'renewal-date', 'Zoë', 'invoice', 'near', '"quoted"', 'A-7', 'owner'];
const COUNT = 900;

let store: EventStore;
const open: TrailSearch[] = [];
const silent = {
  warn: () => undefined,
  error: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

function searchOf(of: EventStore, path: string): TrailSearch {
  const sleep = (wait: number, signal?: AbortSignal) =>
    delay(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
  const search = new TrailSearch({
    store: of,
    names,
    log: silent as never,
    sleep,
    path,
    bounds: { batch: 100, freshenMs: 60_000 },
  });
  open.push(search);
  return search;
}

beforeAll(async () => {
  store = createMemoryEventStore({ clock: { now: () => 0 } });
  await record(store, 0, COUNT);
});
afterAll(async () => {
  for (const search of open) await search.stop();
  rmSync(folder, { recursive: true, force: true });
});

const heads = new WeakMap<EventStore, Map<string, ChainHead>>();

/** Entries of three workers' trails, made of numbers alone: the same ones every time. */
async function record(to: EventStore, first: number, count: number): Promise<void> {
  const standing = heads.get(to) ?? new Map<string, ChainHead>();
  heads.set(to, standing);
  for (let i = first; i < first + count; i += 1) {
    const worker = WORKERS[i % 3] ?? '';
    const stream = `worker-${worker}`;
    const at = instantOf(Date.UTC(2026, 1, 27) + i * 17 * 60_000);
    const metadata = `{"at":"${at}","by":"${worker === 'churn-signal' ? 'governor' : 'executor'}","caseId":"case-${i % 40}"}`;
    const data = JSON.stringify({
      arguments: { amount: (i * 7919) % 2_000, note: [i, i * 5, i * 11].map((n) => WORDS[n % 9]).join(' ') },
      reviewer: i % 7 === 0 ? 'erin' : 'olga',
      share: String(((i * 37) % 100) / 100),
      lines: [{ amount: -(i % 10) }, { amount: i % 3 }],
    });
    const head = standing.get(stream) ?? emptyHead(stream);
    const source = {
      stream: `case-${i % 40}`,
      revision: i,
      position: { commit: BigInt(i + 1), prepare: BigInt(i + 1) },
      id: `id-${i}`,
      type: TYPES[(i * 3) % 5] ?? '',
      data: i % 50 === 49 ? Buffer.from([0xff, i % 256]) : Buffer.from(data),
      metadata: Buffer.from(metadata),
    };
    const copy = copyEvent(head, source, metadata);
    const event: NewEvent = { ...copy.event };
    await to.append([{ stream, expectedRevision: head.seq, events: [event] }]);
    standing.set(stream, copy.head);
  }
}

/** What the definition of a match gives, looking at every entry there is. */
async function bruteForce(of: EventStore, query: string): Promise<string[]> {
  const { events } = await of.readAll({ commit: 0n, prepare: 0n }, 10_000, { streamPrefixes: ['worker-'] });
  const wanted = parseQuery(query);
  return events
    .filter((event) => {
      const entry = searchedEntry(event, names);
      return entry !== null && matches(entry, wanted);
    })
    .map(({ stream, revision }) => `${stream}/${revision}`)
    .reverse();
}

const placeOf = ({ stream, seq }: TrailEntry): string => `${stream}/${seq}`;

async function all(search: TrailSearch, query: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await search.find(parseQuery(query), { limit, after });
    expect(page.index.complete).toBe(true);
    found.push(...page.entries.map(placeOf));
    if (page.next === null) return found;
    after = page.next;
  }
}

const QUERIES = [
  'worker:churn-signal type:review-decided by:erin amount>1000 "usage near"',
  'worker:revenue-execution',
  'type:closed|planned by:governor',
  'renewal',
  'renewal-date',
  'zoë',
  'note:"renewal usage"',
  'case:case-7',
  'amount>=1995',
  'amount<-8',
  'lines.amount>1 -by:erin',
  'share>0.9',
  'share:0.37',
  'amount<=0 amount>=0',
  'from:2026-02-28 to:2026-03-01',
  'at>2026-03-01T10:00:00Z at<2026-03-01T12:30:00Z',
  'from:2026-03-05T23:15:00Z invoice',
  '-type:closed -type:planned -by:erin near',
  'A-7 owner',
  'nothing-of-the-kind',
  '',
];

describe('what the index finds', () => {
  it.each(QUERIES)('is what looking at every entry finds, newest first, page by page: %s', async (query) => {
    if (open.length === 0) searchOf(store, join(folder, 'a.db'));
    const expected = await bruteForce(store, query);
    expect(await all(open[0]!, query, 7)).toEqual(expected);
  });

  it('comes from queries that find something, and not everything', async () => {
    const counts = await Promise.all(QUERIES.map(async (query) => (await bruteForce(store, query)).length));
    expect(counts.filter((count) => count > 0 && count < COUNT).length).toBeGreaterThanOrEqual(17);
  });

  it('is the same after the index was dropped and made anew', async () => {
    const [search] = open;
    const page = () => search!.find(parseQuery('renewal by:erin'), { limit: 5 });
    const before = await page();
    await search!.rebuild();
    expect(await page()).toEqual(before);
  });

  it('includes what was recorded a moment ago', async () => {
    const growing = createMemoryEventStore({ clock: { now: () => 0 } });
    await record(growing, 0, 10);
    const search = searchOf(growing, ':memory:');
    expect(await all(search, '', 50)).toHaveLength(10);
    await record(growing, 10, 5);
    expect(await all(search, '', 50)).toEqual(await bruteForce(growing, ''));
  });

  it('goes on after a restart where the index ended, and is made anew where it belongs to another store', async () => {
    const path = join(folder, 'b.db');
    const first = searchOf(store, path);
    await all(first, 'renewal', 50);
    await first.stop();
    const again = searchOf(store, path);
    expect(await all(again, 'renewal', 50)).toEqual(await bruteForce(store, 'renewal'));
    await again.stop();
    const other = createMemoryEventStore({ clock: { now: () => 0 } });
    await record(other, 0, 20);
    expect(await all(searchOf(other, path), '', 50)).toEqual(await bruteForce(other, ''));
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(open[0]!.find([], { limit: 1, after: 'x' })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});
