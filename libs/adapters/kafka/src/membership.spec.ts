import { EventEmitter } from 'node:events';
import type { Kafka } from 'kafkajs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AdminSession } from './admin-session.ts';
import { DEFAULT_BOUNDS } from './kafka-options.ts';
import { Membership } from './membership.ts';

const MINUTE = 60_000;
const JOIN = 'consumer.group_join';
const HEARTBEAT = 'consumer.heartbeat';

/** A kafkajs consumer that joins, and then does what it is told. */
class ScriptedConsumer extends EventEmitter {
  readonly events = {
    ...{ GROUP_JOIN: JOIN, HEARTBEAT, REBALANCING: 'consumer.rebalancing', CRASH: 'consumer.crash' },
  };
  /** Never ends, as where a broker does not answer. */
  leaves = true;

  connect = (): Promise<void> => Promise.resolve();
  subscribe = (): Promise<void> => Promise.resolve();
  run = (): Promise<void> => {
    this.emit(JOIN, { payload: { memberAssignment: { signals: [0] } } });
    return Promise.resolve();
  };
  disconnect = (): Promise<void> => (this.leaves ? Promise.resolve() : new Promise(() => undefined));
  pause = (): void => undefined;
  resume = (): void => undefined;
}

let consumer: ScriptedConsumer;
let lost: unknown[];

function membership(): Membership {
  consumer = new ScriptedConsumer();
  lost = [];
  const kafka = { consumer: () => consumer } as unknown as Kafka;
  return new Membership(
    { kafka, bounds: DEFAULT_BOUNDS },
    // Asked only where a group starts at the latest record.
    undefined as unknown as AdminSession,
    { group: 'gateway', topics: ['signals'], maxBatch: 10, concurrency: 1, onBatch: () => Promise.resolve() },
    { onAssigned: () => undefined, onLost: (error) => lost.push(error) },
  );
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is lost when its coordinator has not heard of it for longer than any rebalance takes', async () => {
  const member = membership();
  await member.start(false);
  await vi.advanceTimersByTimeAsync(DEFAULT_BOUNDS.rebalanceTimeoutMs);
  expect(lost).toEqual([]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(lost).toHaveLength(1);
  expect(String(lost[0])).toContain('no heartbeat');
});

it('goes on for as long as its heartbeats are taken', async () => {
  const member = membership();
  await member.start(false);
  for (let beats = 0; beats < 100; beats += 1) {
    await vi.advanceTimersByTimeAsync(DEFAULT_BOUNDS.sessionTimeoutMs);
    consumer.emit(HEARTBEAT, { payload: {} });
  }
  expect(lost).toEqual([]);
});

it('tells nothing more once it was stopped', async () => {
  const member = membership();
  await member.start(false);
  await member.stop();
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(lost).toEqual([]);
});

it('is left behind where leaving takes for ever', async () => {
  const member = membership();
  await member.start(false);
  consumer.leaves = false;
  let left = false;
  void member.abandon().then(() => (left = true));
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(left).toBe(true);
});
