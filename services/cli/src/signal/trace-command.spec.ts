import { afterEach, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';

let server: FakeHttp;
afterEach(() => server.close());

const found = {
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
};
async function trace(cases: readonly object[], ...more: string[]) {
  server = await fakeHttp(() => ({ body: { cases, cursor: null } }));
  return dws(['signal', 'trace', 'S-1', '--json', ...more], { DWS_URL: server.url });
}
type Traced = { workers: { worker: string; caseId: string | null; step: string | null; because: string }[] };

it('shows the case of the worker that took it up', async () => {
  const { exit, json } = await trace([found]);
  expect(exit).toBe(0);
  const { workers } = json() as Traced;
  expect(workers.find(({ worker }) => worker === 'ticket-classification')).toEqual({
    worker: 'ticket-classification',
    matches: true,
    caseId: 'C-1',
    step: 'executed',
    because: 'it starts ticket-intake',
  });
});

it('says of a worker without a case why', async () => {
  const { exit, json } = await trace([], '--type', 'ticket.created');
  expect(exit).toBe(0);
  const { workers } = json() as Traced;
  expect(workers.find(({ worker }) => worker === 'ticket-classification')?.because).toContain(
    'no case: not yet',
  );
});

it('tells apart sources with the same id', async () => {
  const other = { ...found, source: 'urn:b', caseId: 'C-2' };
  expect((await trace([found, other])).exit).toBe(2);
  await server.close();
  const { json } = await trace([found, other], '--source', 'urn:b');
  expect((json() as Traced).workers[0]?.caseId).toBe('C-2');
});

it('finds nothing of a signal that nobody knows', async () => {
  const { exit, note } = await trace([]);
  expect(exit).toBe(3);
  expect(note).toContain('no');
});
