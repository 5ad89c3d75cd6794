import type { FieldProtection } from '@dws/contracts';
import type { Clock } from '@dws/kernel';
import type { EventStore, MessageLog, SchemaCodec, Tracing } from '@dws/ports';
import type { CaseCache } from '../case/case-cache.ts';
import { Cases } from '../case/cases.ts';
import { DeadLetters } from '../consume/dead-letters.ts';
import { Publisher } from '../publish/publisher.ts';
import type { CrashProbe } from './crash-points.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Names } from './names.ts';
import type { Timers } from './timers.ts';

/** What every service is given from outside: the process that composes it decides on the adapters. */
export interface Surroundings {
  readonly store: EventStore;
  readonly messages: MessageLog;
  readonly codec: SchemaCodec;
  readonly names: Names;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly probe: CrashProbe;
  /** Unique among running processes; stands in claims and acknowledgements. */
  readonly instance: string;
  /** Shared by the services of one process. */
  readonly cache?: CaseCache;
  readonly protection?: FieldProtection;
  /** Those of the machine where left out. */
  readonly timers?: Timers;
  /** Left out: nothing is traced. */
  readonly tracing?: Tracing;
}

/** Surroundings with the pieces that every service builds on them the same way. */
export interface ServicePorts extends Surroundings {
  /** Service's name as it stands in metadata. */
  readonly service: string;
  readonly cases: Cases;
  readonly publisher: Publisher;
  readonly deadLetters: DeadLetters;
}

export function servicePorts(service: string, given: Surroundings): ServicePorts {
  const { store, messages, codec, names, clock, metrics, cache, protection } = given;
  const log = given.log.child({ service });
  const shared = { ...(cache ? { cache } : {}), ...(protection ? { protection } : {}) };
  return {
    ...given,
    log,
    service,
    cases: new Cases({ store, names, clock, by: service, ...shared }),
    publisher: new Publisher(messages, codec, names),
    deadLetters: new DeadLetters(messages, names, log, metrics),
  };
}

/** A service that was built and can be started and stopped. */
export interface RunningService {
  readonly name: string;
  /** Rejects when the service has failed for good: its process should end, so that it is started afresh. */
  readonly failed?: Promise<never>;
  /** Whether it takes work now, once it was started; true where it cannot tell. */
  readonly ready?: () => boolean;
  /** Resolves when it takes work. A start that was rejected may be tried again. */
  start(): Promise<void>;
  /** Finishes what it has in hand, then stops. */
  stop(): Promise<void>;
}
