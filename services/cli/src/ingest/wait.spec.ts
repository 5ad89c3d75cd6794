import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseIdOf } from '@dws/kernel';
import { afterAll, afterEach, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp, type Received } from '../testing/fake-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-wait-'));
writeFileSync(join(folder, 'rows.csv'), 'text,category\na,card\nb,loan\nc,card\nd,fees\n');

let server: FakeHttp;
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

let source = '';
function gateway({ body }: Received) {
  const events = JSON.parse(body) as { id: string; source: string }[];
  source = events[0]!.source;
  const place = { topic: 't', partition: 0, offset: '0' };
  return { status: 202, body: { accepted: events.map(({ id }) => ({ id, source, ...place })) } };
}

/** A plan of the row, seen `late` milliseconds after the clock's start, on which everything is sent. */
const plan = (row: number, seq: number, outcome: string, category: string, late: number) => ({
  stream: 'worker-ticket-classification',
  seq,
  type: 'planned',
  at: new Date(Date.UTC(2026, 2, 1) + late).toISOString(),
  by: 'customer-experience-workers',
  caseId: caseIdOf('ticket-classification', source, `row-${row}`),
  data: JSON.stringify({ outcome, memo: { category } }),
});

async function ingest(pages: () => readonly (readonly object[])[], ...more: string[]) {
  let asked = 0;
  server = await fakeHttp((received) => {
    if (received.method === 'POST') return gateway(received);
    const entries = pages()[asked++] ?? [];
    return { body: { entries, next: null } };
  });
  const env = { DWS_URL: server.url, DWS_GATEWAY_URL: server.url };
  return dws(['ingest', 'rows.csv', '--json', ...more], env, folder);
}

it('follows until every row is classified, and compares with the labels here', async () => {
  const { exit, json } = await ingest(
    () => [
      [plan(1, 9, 'act', 'card', 20)],
      [
        plan(4, 12, 'ask-person', 'unclassified', 90),
        plan(3, 11, 'act', 'loan', 60),
        plan(2, 10, 'act', 'loan', 40),
      ],
    ],
    '--expect-label',
    'category',
  );
  expect(exit).toBe(0);
  // Of four rows, three were answered alone: rows 1 and 2 right, row 3 wrong.
  expect(json()).toMatchObject({
    classified: 4,
    missing: 0,
    latencyMs: { p50: 40, p99: 90 },
    score: { rows: 4, coverage: 0.75, accuracyOfAnswered: 2 / 3, rightOfAll: 0.5 },
  });
  expect(server.received.map(({ body }) => body).join()).not.toContain('fees');
});

it('counts the first plan of a case, and no case of others', async () => {
  const { json } = await ingest(
    () => [
      [
        plan(1, 20, 'act', 'loan', 500),
        ...[4, 3, 2, 1].map((row) => plan(row, 10 + row, 'act', 'card', 10 * row)),
        { ...plan(1, 5, 'act', 'fees', 1), caseId: 'of another file' },
      ],
    ],
    '--wait',
  );
  expect(json()).toMatchObject({ classified: 4, latencyMs: { max: 40 } });
});

it('leaves rows that were classified before this run out of the latency', async () => {
  const { json } = await ingest(
    () => [[1, 2, 3, 4].map((row) => plan(row, row, 'act', 'card', -1000))],
    '--wait',
  );
  expect(json()).toMatchObject({ classified: 4, latencyMs: null });
});

it('gives up after a minute without news, and says how many are missing', async () => {
  const { exit, json, note } = await ingest(() => [[plan(1, 1, 'act', 'card', 20)]], '--wait');
  expect(exit).toBe(1);
  expect(json()).toMatchObject({ classified: 1, missing: 3 });
  expect(note).toBe('');
});

it('wants the label in every row before anything is sent', async () => {
  const { exit } = await ingest(() => [], '--expect-label', 'topic');
  expect(exit).toBe(2);
  expect(server.received).toEqual([]);
});
