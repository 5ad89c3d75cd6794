import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateTicketCreated } from '@dws/contracts';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { CloudEvent } from '../platform/gateway.ts';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp, type Given, type Received } from '../testing/fake-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-ingest-'));
const ROWS = 'text,category\nWhere is my card?,card_arrival\nI lost it,lost_card\nTop up failed,top_up\n';
// printf of ROWS through `sha256sum`, done by hand once.
const DIGEST = 'bf437990598551c5252891742f3e9baaa17c9c9f8ebee1ccddf0011f6b5ce00a';
writeFileSync(join(folder, 'rows.csv'), ROWS);

let server: FakeHttp;
const take = ({ body }: Received): Given => ({
  status: 202,
  body: {
    accepted: eventsIn(body).map(({ id, source }, at) => ({
      id,
      source,
      topic: 'signals.customer-experience.v1',
      partition: 0,
      offset: String(at),
    })),
  },
});
const eventsIn = (body: string) => JSON.parse(body) as CloudEvent[];
const ingest = (args: readonly string[]) =>
  dws(['ingest', 'rows.csv', ...args], { DWS_GATEWAY_URL: server.url }, folder);

afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

it('sends each row as a valid signal, in batches, and never its label', async () => {
  server = await fakeHttp(take);
  const { exit, json } = await ingest(['--batch', '2', '--concurrency', '1', '--json']);
  expect(exit).toBe(0);
  expect(json()).toMatchObject({ rows: 3, accepted: 3, requests: 2, retries: 0 });
  const [first, second] = server.received.map(({ body }) => eventsIn(body));
  expect([first?.length, second?.length]).toEqual([2, 1]);
  expect(first?.[0]).toEqual({
    specversion: '1.0',
    id: 'row-1',
    source: `urn:dws:file:${DIGEST}`,
    type: 'ticket.created',
    time: '2026-03-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    data: {
      ticketId: `file-${DIGEST.slice(0, 12)}-1`,
      text: 'Where is my card?',
      channel: 'web',
      createdAt: '2000-01-01T00:00:00.000Z',
    },
  });
  expect(validateTicketCreated(first?.[0]?.data)).toEqual([]);
  const everything = server.received.map(({ body, path, headers }) => JSON.stringify([body, path, headers]));
  expect(everything.join()).not.toMatch(/card_arrival|lost_card|top_up|category/);
});

it('sends the same ids and bodies when it is run again', async () => {
  server = await fakeHttp(take);
  await ingest([]);
  await ingest(['--limit', '3']);
  const [first, again] = server.received.map(({ body }) => eventsIn(body));
  expect(again).toEqual(first);
});

it('takes id and time from columns that are named', async () => {
  writeFileSync(
    join(folder, 'ids.jsonl'),
    '{"no":"T-7","q":"Help","at":"2026-02-03T04:05:06Z","label":"x"}\n',
  );
  server = await fakeHttp(take);
  const columns = ['--text', 'q', '--id-column', 'no', '--time-column', 'at', '--channel', 'chat'];
  await dws(['ingest', 'ids.jsonl', ...columns], { DWS_GATEWAY_URL: server.url }, folder);
  expect(eventsIn(server.received[0]!.body)[0]?.data).toEqual({
    ticketId: 'T-7',
    text: 'Help',
    channel: 'chat',
    createdAt: '2026-02-03T04:05:06.000Z',
  });
});

it('tries again while the gateway is full, and counts it', async () => {
  let asked = 0;
  const full = { status: 503, body: { code: 'queue-full', detail: 'full' } };
  server = await fakeHttp((received) => (++asked <= 2 ? full : take(received)));
  const { exit, json } = await ingest(['--json']);
  expect(exit).toBe(0);
  // Waits of 200 and 400 ms on a clock that stands still otherwise.
  expect(json()).toMatchObject({
    accepted: 3,
    retries: 2,
    milliseconds: 600,
    requestLatencyMs: { p99: 600 },
  });
});

it('keeps to the rate', async () => {
  server = await fakeHttp(take);
  const { json } = await ingest(['--rate', '2', '--concurrency', '1', '--json']);
  // One row in a request, one request each half second: the third starts after a second.
  expect(json()).toMatchObject({ requests: 3, milliseconds: 1000, rowsPerSecond: 3 });
});

it('says which field of which row the gateway refuses', async () => {
  server = await fakeHttp(() => ({
    status: 422,
    type: 'application/problem+json',
    body: { code: 'payload-invalid', detail: 'data.text: expected text', field: 'data.text', index: 1 },
  }));
  const { exit, note } = await ingest(['--json']);
  expect(exit).toBe(1);
  expect(JSON.parse(note)).toMatchObject({
    error: { code: 'payload-invalid', details: { field: 'data.text', index: 1 } },
  });
});

it('says how to start a platform that is not there', async () => {
  server = await fakeHttp(take);
  await server.close();
  const { exit, note } = await ingest([]);
  expect(exit).toBe(5);
  expect(note).toContain(`expected the signal gateway at ${server.url}, found no answer`);
  expect(note).toContain('scripts/start');
  server = await fakeHttp(take);
});

it('refuses an address that is none', async () => {
  server = await fakeHttp(take);
  const { exit, note } = await dws(['ingest', 'rows.csv'], { DWS_GATEWAY_URL: 'localhost' }, folder);
  expect(exit).toBe(2);
  expect(note).toContain('expected DWS_GATEWAY_URL like http://127.0.0.1:4100, found "localhost"');
});
