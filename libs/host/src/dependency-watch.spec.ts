import { silentLog } from '@dws/application';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DependencyWatch, type Dependency } from './dependency-watch.ts';
import { healthServer } from './health-server.ts';
import { prometheusMetrics } from './prometheus.ts';

const BOUNDS = { everyMs: 1, againMs: [1], answerMs: 30 };
const NOW = '2026-03-02T09:00:00.000Z';
let stopping: AbortController;
let said: string[];
let answer: () => Promise<unknown>;
let watch: DependencyWatch;

beforeEach(() => {
  stopping = new AbortController();
  said = [];
  answer = async () => undefined;
  const say = (_: object, text: string): void => void said.push(text);
  const store: Dependency = { name: 'event store', at: 'esdb://here:2113', probe: () => answer() };
  const log = { ...silentLog, warn: say, info: say };
  watch = new DependencyWatch([store], log, { now: () => Date.parse(NOW) }, BOUNDS);
});
afterEach(() => stopping.abort());

const down = (): Promise<never> => Promise.reject(new Error('connection refused'));

it('says once when a server goes, once when it comes, and names it while it is missed', async () => {
  void watch.follow(stopping.signal);
  await eventually('it was asked', 2_000, () => watch.awaited.length === 0);
  answer = down;
  await eventually('it is missed', 2_000, () => watch.awaited.length === 1);
  expect(watch.awaited).toEqual([
    { name: 'event store', at: 'esdb://here:2113', since: NOW, reason: 'connection refused' },
  ]);
  answer = async () => undefined;
  await eventually('it is back', 2_000, () => watch.awaited.length === 0);
  expect(said).toEqual(['waiting for the event store', 'the event store answers again']);
});

it('takes silence for no answer', async () => {
  answer = () => new Promise(() => undefined);
  void watch.follow(stopping.signal);
  await eventually('it is missed', 2_000, () => watch.awaited[0]?.reason === 'no answer within 30 ms');
});

it('makes /readyz 503 and name it, and dws_dependency_up 0, while the service itself may be ready', async () => {
  const metrics = prometheusMetrics('spec');
  metrics.watch(watch);
  const health = healthServer({ ready: () => true, awaited: () => watch.awaited, metrics });
  const before = await health.inject('/readyz');
  expect([before.statusCode, before.json<{ status: string }>().status]).toEqual([503, 'waiting']);
  void watch.follow(stopping.signal);
  await eventually('it was asked', 2_000, () => watch.awaited.length === 0);
  expect((await health.inject('/readyz')).json()).toEqual({ status: 'ready', waitingFor: [] });
  expect((await health.inject('/metrics')).body).toContain(
    'dws_dependency_up{dependency="event store",service="spec"} 1',
  );
  answer = down;
  await eventually('it is missed', 2_000, () => watch.awaited.length === 1);
  const missed = await health.inject('/readyz');
  expect(missed.statusCode).toBe(503);
  expect(missed.json()).toMatchObject({ status: 'waiting', waitingFor: [{ name: 'event store' }] });
  expect((await health.inject('/healthz')).statusCode).toBe(200);
  expect((await health.inject('/metrics')).body).toContain('"event store",service="spec"} 0');
});

it('says starting where nothing is missed and the service does not take work yet', async () => {
  const health = healthServer({
    ready: () => false,
    awaited: () => [],
    metrics: prometheusMetrics('spec'),
  });
  const answered = await health.inject('/readyz');
  expect([answered.statusCode, answered.json()]).toEqual([503, { status: 'starting', waitingFor: [] }]);
});
