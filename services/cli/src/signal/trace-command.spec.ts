import { afterEach, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';

let server: FakeHttp;
afterEach(() => server.close());

const signal = { source: 'urn:a', id: 'S-1', type: 'ticket.created' };
const not = {
  worker: 'churn-signal',
  caseId: 'C-2',
  exists: false,
  case: null,
  why: 'no trigger is a ticket.created',
};
const took = {
  worker: 'ticket-classification',
  caseId: 'C-1',
  exists: true,
  case: {
    caseId: 'C-1',
    worker: 'ticket-classification',
    domain: 'customer-experience',
    subject: 'T-1',
    signalType: 'ticket.created',
    source: 'urn:a',
    signalId: 'S-1',
    phase: 'closed',
    step: 'executed',
    openReviews: [],
    acceptedAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-01T00:00:00.000Z',
  },
  why: null,
};
async function trace(workers: readonly object[], ...argv: string[]) {
  server = await fakeHttp(() => ({ body: { ...signal, workers } }));
  return dws(['signal', 'trace', ...argv], { DWS_URL: server.url });
}

it('traces a message to its cases, and says why others have none', async () => {
  const { exit, out, note } = await trace([took, not], 'signals.customer-experience.v1/2/41');
  expect(server.received[0]?.path).toBe('/trace?topic=signals.customer-experience.v1&partition=2&offset=41');
  expect(exit).toBe(0);
  expect(out).toContain('ticket.created S-1 of urn:a');
  expect(out).toMatch(/ticket-classification +C-1 +executed\n/);
  expect(out).toMatch(/churn-signal +none +no trigger is a ticket.created\n/);
  expect(note).toBe('next: dws case show C-1\n');
});

it('traces by source and id', async () => {
  await trace([took], 'S-1', '--source', 'urn:a');
  expect(server.received[0]?.path).toBe('/trace?source=urn%3Aa&id=S-1');
});

it('a message that no worker takes up is an answer; an id that nobody knows is not found', async () => {
  expect((await trace([not], 'signals.revenue.v1/0/0')).exit).toBe(0);
  await server.close();
  expect((await trace([not], 'S-9', '--source', 'urn:a')).exit).toBe(3);
});

it('needs a place or a source', async () => {
  const { exit, note } = await trace([], 'S-1');
  expect(exit).toBe(2);
  expect(note).toContain('--source');
});
