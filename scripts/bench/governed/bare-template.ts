import { decodeMetadata, type EventMetadata } from '@dws/application';
import { parseEvent, type EventType, type StoreEvent } from '@dws/contracts';
import { START } from '@dws/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { openWorld } from './bench-world.ts';
import { governedPipeline } from './governed-pipeline.ts';
import { signal } from './load.ts';
import type { BenchOptions } from './options.ts';

export interface TemplateEvent {
  readonly event: StoreEvent;
  readonly metadata: EventMetadata;
}

/**
 * The events of one governed action, in order, so that the bare pipeline appends and publishes the same: as many,
 * of the same types and sizes, with the same metadata.
 */
export async function bareTemplate(options: BenchOptions): Promise<readonly TemplateEvent[]> {
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
  return events.map(({ type, data, metadata }) => ({
    event: { type, data: parseEvent(type as EventType, data) } as StoreEvent,
    metadata: decodeMetadata(metadata),
  }));
}
