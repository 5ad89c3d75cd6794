import { parseEvent, type EventType, type StoreEvent } from '@dws/contracts';
import { START } from '@dws/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { openWorld } from './bench-world.ts';
import { governedPipeline } from './governed-pipeline.ts';
import { signal } from './load.ts';
import type { BenchOptions } from './options.ts';

/**
 * The events of one governed action, in order, so that the bare pipeline appends and publishes the same: as many,
 * of the same types and sizes.
 */
export async function bareTemplate(options: BenchOptions): Promise<readonly StoreEvent[]> {
  const world = await openWorld({ ...options, log: 'sqlite', systems: 'in-process' });
  const pipeline = await governedPipeline(world, options);
  await pipeline.start();
  const executed = new Promise<void>((resolve) => (world.watched.onExecuted = () => resolve()));
  await world.surroundings.messages.publish([signal(0, world.surroundings)]);
  await executed;
  while ((await pipeline.auditLag()) > 0) await delay(5);
  await pipeline.stop();
  const { events } = await world.surroundings.store.readAll(START, 1_000, {
    streamPrefixes: ['case-'],
  });
  await world.close();
  return events.map(({ type, data }) => ({ type, data: parseEvent(type as EventType, data) }) as StoreEvent);
}
