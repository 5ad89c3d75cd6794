import type { IncomingMessage } from '@dws/ports';
import { beforeEach, expect, it } from 'vitest';
import { Names, noMetrics, silentLog } from '../index.ts';
import { manifest } from '../testing/world.ts';
import { TOLD_EVERY_MS, UnmatchedSignals } from './unmatched-signals.ts';

const TOPIC = 'signals.customer-experience.v1';
let now: number;
let counted: object[];
let told: object[];
let unmatched: UnmatchedSignals;

beforeEach(() => {
  now = 0;
  counted = [];
  told = [];
  unmatched = new UnmatchedSignals({
    domain: 'customer-experience',
    // It takes up `ticket.created` and nothing else.
    workers: [manifest],
    names: new Names(),
    clock: { now: () => now },
    log: { ...silentLog, warn: (fields) => void told.push(fields) },
    metrics: { ...noMetrics, count: (name, labels) => void counted.push({ name, ...labels }) },
  });
});

const message = (type: string, offset = '0', topic = TOPIC): IncomingMessage => ({
  topic,
  partition: 2,
  offset,
  key: 'T-1',
  headers: { ce_type: type },
  value: new Uint8Array(3),
  timestamp: 0,
});

it('counts what no worker of the domain takes up, by topic and type', () => {
  expect(unmatched.look([message('ticket.created'), message('ticket.reopened')])).toEqual([]);
  expect(counted).toEqual([{ name: 'dws_signals_unmatched_total', topic: TOPIC, type: 'ticket.reopened' }]);
});

it('tells of a type at once, then once a minute with how many there were', () => {
  const look = (offset: string): unknown => unmatched.look([message('ticket.reopened', offset)]);
  look('1');
  look('2');
  now += TOLD_EVERY_MS - 1;
  look('3');
  now += 1;
  look('4');
  const line = { topic: TOPIC, type: 'ticket.reopened', partition: 2 };
  expect(told).toEqual([
    { ...line, signals: 1, offset: '1' },
    { ...line, signals: 3, offset: '4' },
  ]);
});

it.each([
  ['invoice.overdue', 'signal-wrong-domain', 'invoice.overdue belongs to finance, not to'],
  ['moon.rose', 'signal-type-unknown', 'found "moon.rose"'],
])('gives a %s back to be set aside as %s', (type, code, reason) => {
  const wrong = message(type);
  expect(unmatched.look([wrong])).toEqual([
    { message: wrong, code, reason: expect.stringContaining(reason) as string },
  ]);
  expect(counted).toEqual([]);
});

it('leaves other topics alone', () => {
  const escalation = message('escalation-raised', '0', 'escalations.customer-experience.v1');
  expect(unmatched.look([escalation])).toEqual([]);
  expect(counted).toEqual([]);
});
