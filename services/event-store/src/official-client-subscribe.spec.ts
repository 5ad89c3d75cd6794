import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  streamNameFilter,
  type EventStoreDBClient,
  type Position,
} from '@eventstore/db-client';
import type { Readable } from 'node:stream';
import { createMemoryEventStore } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

beforeEach(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  client = fixture.client;
});
afterEach(() => fixture.stop());

const event = (type: string, value: number) => jsonEvent({ type, data: { value } });
const events = (count: number, type = 'counted') => Array.from({ length: count }, (_, i) => event(type, i));

/** What a subscription has said so far: values of events, and `caught-up`. */
function heard(subscription: unknown): (string | number)[] {
  const log: (string | number)[] = [];
  (subscription as Readable)
    .on('caughtUp', () => log.push('caught-up'))
    .on('error', () => log.push('error'))
    .on('data', (resolved: { event: { data: { value: number } } }) => log.push(resolved.event.data.value));
  return log;
}

const PATIENCE = { timeout: 5_000, interval: 5 };
const soon = (holds: () => void) => vi.waitFor(holds, PATIENCE);
const says = (log: unknown[], expected: unknown[]) => soon(() => expect(log).toEqual(expected));

describe('a subscription to a stream', () => {
  it('catches up, says so, and goes on live', async () => {
    await client.appendToStream('s', events(3));
    const log = heard(client.subscribeToStream('s'));
    await says(log, [0, 1, 2, 'caught-up']);
    await client.appendToStream('other', event('counted', 99));
    await client.appendToStream('s', event('counted', 3));
    await says(log, [0, 1, 2, 'caught-up', 3]);
  });

  it('begins after the revision it names, and after the end', async () => {
    await client.appendToStream('s', events(4));
    const after = heard(client.subscribeToStream('s', { fromRevision: 1n }));
    const end = heard(client.subscribeToStream('s', { fromRevision: END }));
    await says(after, [2, 3, 'caught-up']);
    await says(end, ['caught-up']);
    await client.appendToStream('s', event('counted', 4));
    await says(after, [2, 3, 'caught-up', 4]);
    await says(end, ['caught-up', 4]);
  });

  it('waits for a stream that does not exist yet', async () => {
    const log = heard(client.subscribeToStream('later'));
    await says(log, ['caught-up']);
    await client.appendToStream('later', event('counted', 7));
    await says(log, ['caught-up', 7]);
  });
});

describe('a subscription to $all', () => {
  it('begins after the position it names, and after the end', async () => {
    await client.appendToStream('s', events(2));
    const second = await client.appendToStream('s', event('counted', 2));
    await client.appendToStream('s', event('counted', 3));
    const after = heard(client.subscribeToAll({ fromPosition: second.position as Position }));
    const end = heard(client.subscribeToAll({ fromPosition: END }));
    await says(after, [3, 'caught-up']);
    await says(end, ['caught-up']);
    await client.appendToStream('t', event('counted', 4));
    await says(after, [3, 'caught-up', 4]);
    await says(end, ['caught-up', 4]);
  });

  it.each([
    ['stream prefixes', streamNameFilter({ prefixes: ['case-', 'worker-'] }), [0, 1, 2, 3]],
    ['a stream pattern', streamNameFilter({ regex: '^case-' }), [0, 2]],
    ['type prefixes', eventTypeFilter({ prefixes: ['clai'] }), [0, 3]],
    ['a type pattern', eventTypeFilter({ regex: '^(?:claimed|closed)$' }), [0, 2]],
  ])('filters by %s, before and after it has caught up', async (_, filter, expected) => {
    const write = async (): Promise<void> => {
      await client.appendToStream('case-1', event('claimed', 0));
      await client.appendToStream('worker-1', event('planned', 1));
      await client.appendToStream('case-2', event('closed', 2));
      await client.appendToStream('worker-2', event('claims', 3));
      await client.appendToStream('control', event('paused', 4));
    };
    await write();
    const log = heard(client.subscribeToAll({ filter }));
    await says(log, [...expected, 'caught-up']);
    await write();
    await says(log, [...expected, 'caught-up', ...expected]);
  });

  it('reports how far it looked, after each interval and at the end', async () => {
    const checkpoints: bigint[] = [];
    const checkpointReached = async (_: unknown, { commit }: Position): Promise<void> => {
      checkpoints.push(commit);
    };
    await client.appendToStream('s', events(8));
    const filter = excludeSystemEvents({ checkpointInterval: 2, checkpointReached });
    const log = heard(client.subscribeToAll({ filter }));
    await soon(() => expect(log).toContain('caught-up'));
    expect(checkpoints).toEqual([9n]);
    for (let i = 0; i < 16; i += 1) await client.appendToStream('s', events(20));
    await soon(() => expect(log).toHaveLength(8 + 1 + 320));
    // The interval is 2 windows of 32 events, counted on from the checkpoint at 9.
    await soon(() => expect(checkpoints).toEqual([9n, 73n, 137n, 201n, 265n, 329n]));
  });

  it('is let go when the server drains', async () => {
    const log = heard(client.subscribeToAll({ fromPosition: END }));
    await says(log, ['caught-up']);
    await fixture.server.drain(1_000);
    await says(log, ['caught-up', 'error']);
  });
});
