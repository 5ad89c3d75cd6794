import { afterEach, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp, type Given } from '../testing/fake-http.ts';

let server: FakeHttp | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function asked(argv: readonly string[], given: Given, env: Record<string, string> = {}) {
  server = await fakeHttp(() => given);
  const ran = await dws(argv, { DWS_URL: `${server.url}/api/v1`, ...env });
  return { ...ran, request: server.received[0]! };
}

const CASE = '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21';
const REVIEW = '0d3a8e52-7c43-5d0a-8a66-3f6d0a9f9d10';
const DIGEST = 'ab'.repeat(32);
const caseItem = {
  caseId: CASE,
  worker: 'churn-signal',
  domain: 'customer-experience',
  subject: 'ACC-1',
  signalType: 'usage.dropped',
  source: 'urn:analytics',
  signalId: 'U-1',
  phase: 'open',
  step: 'under-review',
  openReviews: [REVIEW],
  acceptedAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:00:02.000Z',
};
const group = { count: 0, caseIds: [] };
const order = {
  order: 'O-1',
  kind: 'pause',
  grain: 'worker',
  target: 'churn-signal',
  by: 'ada',
  at: '2026-03-01T00:00:00.000Z',
  completedAt: '2026-03-01T00:00:01.000Z',
  acknowledged: [{ point: 'executor@a' }],
  fenced: ['executor@b'],
  waitingFor: [],
  frozen: 3,
  cases: { affected: { count: 4, caseIds: [CASE] }, completed: group, inFlight: group, pending: group },
};
const doubt = {
  caseId: CASE,
  worker: 'churn-signal',
  subject: 'ACC-1',
  system: 'email',
  operation: 'message.send',
  reference: '9536edd0-1c2d-5e3f-8a4b-5c6d7e8f9a0b',
  digest: DIGEST,
  sentAt: '2026-03-01T00:00:00.000Z',
  detail: 'the connection broke after sending',
};
const escalation = {
  escalationId: 'E-1',
  path: 'usage-drop-high-value',
  fromCase: CASE,
  subject: 'ACC-1',
  owner: 'head-of-revenue',
  failureOwner: 'head-of-customer-experience',
  dueAt: '2026-03-02T00:00:00.000Z',
  step: 'accepted',
  overdue: { missing: 'completion' },
  receptions: [{ caseId: CASE, worker: 'revenue-execution', outcome: null }],
};
const packet = {
  reviewId: REVIEW,
  caseId: CASE,
  worker: 'churn-signal',
  state: 'open',
  digest: DIGEST,
  why: [{ text: 'leaves the company' }],
  reviewers: ['csm'],
  dueAt: '2026-03-02T00:00:00.000Z',
  confidence: 0.8,
  trigger: { signalType: 'usage.dropped', subject: 'ACC-1', occurredAt: '2026-03-01T00:00:00.000Z' },
  action: { kind: 'email.draft', summary: 'Write to Kim', rationale: 'usage fell', arguments: { to: 'kim' } },
  facts: [{ system: 'crm', record: 'account/ACC-1', field: 'tier', value: 'gold', ageSeconds: 12 }],
  missing: [],
  changedSince: [{ text: 'tier was silver' }],
};

describe('each command asks the right thing and shows the answer', () => {
  it.each([
    [
      ['case', 'list', '--worker', 'churn-signal', '--limit', '3'],
      'GET /cases?worker=churn-signal&limit=3',
      { cases: [caseItem], cursor: '17' },
      'under-review',
    ],
    [
      ['case', 'list', '--phase', 'open'],
      'GET /cases?phase=open&limit=20',
      { cases: [], cursor: null },
      'no case',
    ],
    [
      ['case', 'show', CASE],
      `GET /cases/${CASE}`,
      {
        caseId: CASE,
        timeline: [
          {
            id: 'e',
            revision: 0,
            type: 'signal-accepted',
            at: 'now',
            by: 'cx-workers',
            data: { signalType: 'usage.dropped' },
          },
        ],
      },
      'usage.dropped',
    ],
    [
      ['review', 'list', '--domain', 'revenue'],
      'GET /reviews?domain=revenue&limit=20',
      { reviews: [], total: 0 },
      'no open review',
    ],
    [['review', 'show', REVIEW], `GET /reviews/${REVIEW}`, packet, 'tier was silver'],
    [
      ['doubt', 'list', '--domain', 'revenue'],
      'GET /doubts?domain=revenue&limit=20',
      { doubts: [doubt], total: 1 },
      'the connection broke after sending',
    ],
    [
      ['doubt', 'settle', CASE, '--digest', DIGEST, '--executed', 'MSG-7', '--note', 'in the outbox'],
      `POST /cases/${CASE}/settle {"digest":"${DIGEST}","verdict":"executed","evidence":"MSG-7","note":"in the outbox"}`,
      { caseId: CASE, digest: DIGEST, verdict: 'executed', person: 'ada', phase: 'closed' },
      'ada settled it as executed; the case is closed',
    ],
    [
      ['doubt', 'settle', CASE, '--digest', DIGEST, '--failed', 'not in the outbox'],
      `POST /cases/${CASE}/settle {"digest":"${DIGEST}","verdict":"failed","note":"not in the outbox"}`,
      { caseId: CASE, digest: DIGEST, verdict: 'failed', person: 'ada', phase: 'closed' },
      'ada settled it as failed',
    ],
    [
      ['escalation', 'list', '--domain', 'revenue', '--overdue'],
      'GET /escalations?domain=revenue&overdue=true&limit=20',
      { escalations: [escalation], total: 1 },
      'accepted, overdue: head-of-customer-experience gets it',
    ],
    [
      ['case', 'show', CASE],
      `GET /cases/${CASE}`,
      { caseId: CASE, timeline: [], escalations: [escalation] },
      'Handed over:',
    ],
    [
      ['worker', 'list'],
      'GET /workers',
      {
        workers: [
          {
            worker: 'churn-signal',
            domain: 'customer-experience',
            version: '1.0.0',
            stage: 'supervised',
            status: 'active',
            pausedBy: { order: 'O-1', person: 'kim' },
            cases: { open: 2 },
          },
        ],
      },
      'held by kim (O-1)',
    ],
    [
      ['worker', 'pause', 'churn-signal', '--reason', 'r'],
      'POST /workers/churn-signal/pause {"reason":"r"}',
      order,
      '3 cases frozen',
    ],
    [
      ['worker', 'resume', 'churn-signal', '--reason', 'r'],
      'POST /workers/churn-signal/resume {"reason":"r"}',
      { orders: [order] },
      'executor@a',
    ],
    [
      ['kill', 'worker', 'churn-signal', '--reason', 'r'],
      'POST /orders {"kind":"kill","grain":"worker","target":"churn-signal","reason":"r"}',
      order,
      'cases affected    4',
    ],
    [
      ['review', 'approve', REVIEW, '--digest', DIGEST],
      `POST /reviews/${REVIEW}/approve {"digest":"${DIGEST}","reasonCode":"","comment":""}`,
      { reviewId: REVIEW, caseId: CASE, verdict: 'approve', reviewer: 'ada', phase: 'open' },
      'ada decided approve',
    ],
    [
      ['review', 'edit', REVIEW, '--digest', DIGEST, '--arguments', '{"to":"lee"}', '--rating', '4'],
      `POST /reviews/${REVIEW}/edit {"digest":"${DIGEST}","reasonCode":"","comment":"","rating":4,"editedArguments":{"to":"lee"}}`,
      { reviewId: REVIEW, caseId: CASE, verdict: 'edit', reviewer: 'ada', phase: 'open' },
      'ada decided edit',
    ],
    [
      ['review', 'reject', REVIEW, '--digest', DIGEST, '--reason', 'wrong'],
      `POST /reviews/${REVIEW}/reject {"digest":"${DIGEST}","reasonCode":"wrong","comment":""}`,
      { reviewId: REVIEW, caseId: CASE, verdict: 'reject', reviewer: 'ada', phase: 'closed' },
      'ada decided reject',
    ],
    [
      ['audit', 'search', '--worker', 'churn-signal', '--case', CASE],
      `GET /audit/search?worker=churn-signal&caseId=${CASE}&limit=50`,
      {
        entries: [
          {
            stream: 'worker-churn-signal',
            seq: 4,
            type: 'closed',
            at: 'now',
            by: 'x',
            caseId: CASE,
            data: '{"outcome":"done"}',
          },
        ],
        next: null,
      },
      'worker-churn-signal/4',
    ],
  ])('%j', async (argv, expected, body, shown) => {
    const { exit, out, request } = await asked(argv, { body });
    expect(out).toContain(shown);
    expect(exit).toBe(0);
    const sent = request.body === '' ? '' : ` ${request.body}`;
    expect(`${request.method} ${request.path.replace('/api/v1', '')}${sent}`).toBe(expected);
    expect(request.headers['x-dws-person']).toBe('ada');
    const json = await dws([...argv, '--json'], { DWS_URL: `${server!.url}/api/v1` });
    expect(json.json()).toEqual(body);
  });
});

it.each([
  [[], {}, 'ada'],
  [[], { DWS_PERSON: 'kim' }, 'kim'],
  [['--as', 'lee'], { DWS_PERSON: 'kim' }, 'lee'],
])('says who asks: %j %j', async (more, env, person) => {
  const { request } = await asked(['worker', 'list', ...more], { body: { workers: [] } }, env);
  expect(request.headers['x-dws-person']).toBe(person);
});

describe('what the control plane refuses', () => {
  it.each([
    [404, 'case-unknown', 3],
    [409, 'review-stale', 4],
    [409, 'review-not-open', 4],
    [409, 'doubt-not-open', 4],
    [403, 'review-not-permitted', 4],
    [401, 'unauthenticated', 4],
    [503, 'shutting-down', 5],
    [400, 'argument-invalid', 2],
    [500, 'internal', 1],
  ])('%d %s ends with %d', async (status, code, exit) => {
    const ran = await asked(['case', 'show', CASE], { status, body: { code, detail: 'so it is' } });
    expect(ran.exit).toBe(exit);
    expect(ran.note).toContain('the control plane says: so it is.');
  });

  it('is understood without a problem in it too', async () => {
    expect((await asked(['worker', 'list'], { status: 502, body: '<html>' })).exit).toBe(5);
  });
});

it('refuses an answer that is not as expected, naming the member', async () => {
  const { exit, note } = await asked(['worker', 'list'], { body: { workers: [{ worker: 7 }] } });
  expect(exit).toBe(1);
  expect(note).toContain('workers[0].worker');
});

it('says how to start a control plane that is not there', async () => {
  server = await fakeHttp(() => ({ body: {} }));
  const { url } = server;
  await server.close();
  const { exit, note } = await dws(['worker', 'list'], { DWS_URL: url });
  server = undefined;
  expect(exit).toBe(5);
  expect(note).toContain(`expected the control plane at ${url}`);
  expect(note).toContain('Start it with scripts/start, or name its address in DWS_URL.');
});

it.each([
  [['kill', 'planet', '--reason', 'r'], 'one of worker, action-kind, customer, domain, everything'],
  [['kill', 'worker', '--reason', 'r'], 'expected a TARGET'],
  [['kill', 'everything', 'x', '--reason', 'r'], 'expected a TARGET, except'],
  [['kill', 'everything'], 'expected --reason TEXT'],
  [['review', 'approve', REVIEW], 'expected --digest DIGEST'],
  [['doubt', 'settle', CASE, '--digest', DIGEST], 'either --executed REF or --failed REASON'],
  [
    ['doubt', 'settle', CASE, '--digest', DIGEST, '--executed', 'x', '--failed', 'y'],
    'either --executed REF or --failed REASON',
  ],
  [['review', 'edit', REVIEW, '--digest', DIGEST], 'either --arguments JSON or --file FILE'],
  [['review', 'edit', REVIEW, '--digest', DIGEST, '--arguments', '[1]'], 'one JSON object'],
])('%j is wrong usage', async (argv, message) => {
  const { exit, note } = await dws(argv, { DWS_URL: 'http://127.0.0.1:1' });
  expect(exit).toBe(2);
  expect(note).toContain(message);
});

it('ends a kill that is not in force yet with 1', async () => {
  const body = { ...order, completedAt: null, waitingFor: ['executor@b'] };
  const { exit, out } = await asked(['kill', 'everything', '--reason', 'r'], { status: 201, body });
  expect(exit).toBe(1);
  expect(out).toContain('not yet: waits for executor@b');
});
