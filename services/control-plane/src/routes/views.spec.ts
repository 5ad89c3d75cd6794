import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import { as, World } from '../testing/world.ts';

let world: World;
let plane: ControlPlane;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane({
    audit: {
      seals: {
        append: async () => undefined,
        read: async () => [],
        last: async () => null,
        streams: async () => [],
      },
      keys: async () => new Map(),
    },
  });
});
afterEach(async () => world.close());

async function get<T>(path: string, person = 'sam'): Promise<T> {
  return (await plane.server.inject({ url: `/api/v1${path}`, headers: as(person) })).json<T>();
}

const FIRST_SIGNAL = '/trace?source=product-analytics&id=signal-1';

describe('a trace', () => {
  it('names the case that a signal led to', async () => {
    const { caseId } = await world.plannedCase();
    await eventually('the case is known', 1_000, async () => {
      const { workers } = await get<{ workers: { case: object | null }[] }>(FIRST_SIGNAL);
      return workers[0]?.case !== null;
    });
    expect(await get(FIRST_SIGNAL)).toMatchObject({
      id: 'signal-1',
      type: 'usage.dropped',
      subject: 'acc-1',
      message: null,
      workers: [{ worker: 'churn-signal', caseId, exists: true, why: null, case: { step: 'under-review' } }],
    });
  });

  it('says why a signal led to none, from its place on the topic', async () => {
    const body = {
      accountId: 'A-1042',
      baselineDailyAverage: 410,
      baselineDays: 28,
      currentDailyAverage: 225.5,
      droppedAt: '2026-03-01T09:30:00.250Z',
      metric: 'daily-active-users',
      observedAt: '2026-03-01T09:30:00.250Z',
      recoveredPercent: 97.5,
      windowDays: 14,
    };
    await world.publishSignal('u-7', 'usage.recovered', body);
    const topic = world.names.topic('signals', 'customer-experience');
    expect(await get(`/trace?topic=${topic}&partition=0&offset=0`)).toMatchObject({
      id: 'u-7',
      type: 'usage.recovered',
      message: { topic, partition: 0, offset: '0' },
      workers: [
        { worker: 'churn-signal', exists: false, why: 'no trigger of churn-signal is a usage.recovered' },
      ],
    });
  });

  it.each([
    ['/trace?source=x', 400],
    ['/trace?topic=test.signals.customer-experience.v1&partition=0&offset=9', 404],
  ])('refuses %s', async (path, status) => {
    expect(await get(path)).toMatchObject({ status });
  });
});

describe('the overview', () => {
  it('counts what there is', async () => {
    await world.plannedCase();
    await world.plannedCase({ gate: 'deny' });
    await eventually('both are known', 1_000, async () => {
      return (await get<{ cases: { known: number } }>('/overview')).cases.known === 2;
    });
    expect(await get('/overview')).toMatchObject({
      cases: { known: 2, open: 1, byWorker: { 'churn-signal': { 'under-review': 1, denied: 1 } } },
      perMinute: { accepted: 2, closed: 1 },
      reviews: { open: 1, overdue: 0, nextDueAt: '2026-03-02T10:00:00.000Z' },
      doubts: { open: 0 },
      escalations: { open: 0, overdue: 0 },
      orders: { standing: 0 },
      audit: null,
    });
  });

  it('describes the whole interface in OpenAPI 3.1', async () => {
    const description = await get<{ openapi: string; paths: Record<string, object> }>('/openapi.json');
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths).toSorted()).toEqual([
      '/api/v1/asyncapi.json',
      '/api/v1/audit/export',
      '/api/v1/audit/replay/{worker}',
      '/api/v1/audit/search',
      '/api/v1/audit/verify/{worker}',
      '/api/v1/cases',
      '/api/v1/cases/{id}',
      '/api/v1/cases/{id}/feedback',
      '/api/v1/cases/{id}/settle',
      '/api/v1/doubts',
      '/api/v1/escalations',
      '/api/v1/escalations/{id}',
      '/api/v1/events',
      '/api/v1/openapi.json',
      '/api/v1/orders',
      '/api/v1/orders/{id}',
      '/api/v1/overview',
      '/api/v1/reviews',
      '/api/v1/reviews/{id}',
      '/api/v1/reviews/{id}/approve',
      '/api/v1/reviews/{id}/edit',
      '/api/v1/reviews/{id}/reject',
      '/api/v1/trace',
      '/api/v1/workers',
      '/api/v1/workers/{id}',
      '/api/v1/workers/{id}/memory',
      '/api/v1/workers/{id}/pause',
      '/api/v1/workers/{id}/resume',
      '/asyncapi.json',
      '/openapi.json',
    ]);
  });
});

describe('the stream of changes', () => {
  it('sends cases as they change', async () => {
    const address = plane.server.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    const ended = new AbortController();
    const response = await fetch(`http://127.0.0.1:${address.port}/api/v1/events`, {
      headers: { 'x-dws-person': 'sam' },
      signal: ended.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const piece of response.body ?? []) text += decoder.decode(piece as Uint8Array);
    })().catch(() => undefined);
    const { caseId } = await world.plannedCase();
    await eventually('the case is sent', 2_000, () => {
      world.time.advance(250);
      return text.includes(caseId);
    });
    expect(text).toContain('event: cases\ndata: [{"caseId"');
    ended.abort();
    await reading;
  });
});

describe('audit', () => {
  it('is for auditors, and its use is on record', async () => {
    expect(await get('/audit/search', 'ada')).toMatchObject({ status: 403, code: 'not-permitted' });
    expect(await get('/audit/search')).toEqual({ entries: [], next: null });
    expect(await get('/audit/verify/churn-signal')).toMatchObject({
      stream: 'test_worker-churn-signal',
      count: 0,
    });
    const exported = await plane.server.inject({
      url: '/api/v1/audit/export?format=csv',
      headers: as('sam'),
    });
    expect(exported.headers['content-type']).toContain('text/csv');
    expect(exported.body.split('\n')[0]).toContain('stream');
    const acts = await world.store.read(world.names.stream('people'));
    expect(acts).toHaveLength(4);
  });
});
