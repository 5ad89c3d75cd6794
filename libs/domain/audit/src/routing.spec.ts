import { expect, it } from 'vitest';
import { sourceMetadata } from './copy-metadata.ts';
import { evolveRouting, NO_ROUTING, workersConcerned } from './routing.ts';

function event(stream: string, type: string, data: object = {}, metadata: object = {}) {
  return {
    stream,
    type,
    revision: 0,
    position: { commit: 1n, prepare: 1n },
    id: 'x',
    data: Buffer.from(JSON.stringify(data)),
    metadata: Buffer.from(JSON.stringify(metadata)),
  };
}

function order(id: string, grain: string, target: string) {
  return event('control', 'control-ordered', { order: id, kind: 'kill', grain, target });
}

const routing = [
  event('registry-churn-signal', 'worker-registered', { domain: 'customer-experience' }),
  event('registry-ticket-classification', 'worker-registered', { domain: 'customer-experience' }),
  event('registry-revenue-execution', 'worker-registered', { domain: 'revenue' }),
  order('o1', 'domain', 'customer-experience'),
].reduce(evolveRouting, NO_ROUTING);

const EVERY = ['churn-signal', 'revenue-execution', 'ticket-classification'];

it.each([
  ['a case event, by its metadata', event('case-1', 'planned', {}, { worker: 'w' }), ['w']],
  ['a case event without a worker', event('case-1', 'planned'), []],
  ['an escalation, by its metadata', event('escalation-1', 'escalation-raised', {}, { worker: 'w' }), ['w']],
  ['a registry event, by its stream', event('registry-w', 'worker-status-changed'), ['w']],
  ['a trust event, by its stream', event('trust-w', 'evidence'), ['w']],
  ['an order on a worker', order('o2', 'worker', 'w'), ['w']],
  [
    'an order on a domain',
    order('o2', 'domain', 'customer-experience'),
    ['churn-signal', 'ticket-classification'],
  ],
  ['an order on everything', order('o2', 'everything', ''), EVERY],
  ['an order on a customer, which may be any worker’s', order('o2', 'customer', 'acme'), EVERY],
  ['an order of a grain to come', order('o2', 'region', 'eu'), EVERY],
  [
    'an acknowledgement, as its order',
    event('control-o1', 'order-acknowledged'),
    ['churn-signal', 'ticket-classification'],
  ],
  ['an acknowledgement of an order nobody knows', event('control-o9', 'order-acknowledged'), []],
  ['a process joining, which concerns no worker', event('control', 'enforcement-point-joined'), []],
])('sends %s to the trails of those concerned', (_, source, workers) => {
  expect(workersConcerned(source, sourceMetadata(source.metadata), routing)).toEqual(workers);
});

it('keeps foreign metadata readable', () => {
  expect(sourceMetadata(Buffer.from('')).text).toBe('{"unreadable":""}');
  expect(sourceMetadata(Buffer.from('[1]')).text).toBe('{"unreadable":"WzFd"}');
  expect(sourceMetadata(Buffer.from(' {"b":1,"a":2} ')).text).toBe('{"a":2,"b":1}');
  expect(sourceMetadata(Buffer.from('{"b":1,"a":2}')).text).toBe('{"b":1,"a":2}');
});
