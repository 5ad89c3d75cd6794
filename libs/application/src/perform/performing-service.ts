import { DOMAINS } from '@dws/kernel';
import type { SystemReader } from '@dws/ports';
import { consumeCases } from '../consume/consume-cases.ts';
import { Consumers } from '../consume/consumers.ts';
import { EnforcementPoint } from '../control/enforcement-point.ts';
import type { RunningService, ServicePorts } from '../runtime/service-ports.ts';
import {
  PERFORM_BOUNDS,
  PerformEngine,
  type PerformBounds,
  type PerformCrashPoints,
} from './perform-engine.ts';
import type { Authenticity, ClaimPolicy, Performer } from './performer.ts';

export interface PerformingServiceOptions {
  readonly reader: SystemReader;
  readonly performer: Performer;
  readonly policy: ClaimPolicy;
  readonly authenticity: Authenticity;
  readonly crashPoints: PerformCrashPoints;
  readonly bounds?: Partial<PerformBounds>;
}

/** Decisions taken from a partition at once, and partitions worked on at once. */
const CONSUME_BOUNDS = { maxBatch: 200, concurrency: 3 };

/** A service that performs what was allowed: it follows decisions and what is due, and obeys control orders. */
export function performingService(ports: ServicePorts, options: PerformingServiceOptions): RunningService {
  const { service, names } = ports;
  const point = new EnforcementPoint({ ...ports, service });
  const engine = new PerformEngine({
    ...ports,
    ...options,
    point,
    bounds: { ...PERFORM_BOUNDS, ...options.bounds },
  });
  const consumers = new Consumers();
  return {
    name: service,
    failed: consumers.failed,
    ready: () => consumers.running,
    start: async () => {
      await point.start();
      const common = { ...ports, ...CONSUME_BOUNDS };
      await consumers.start(() => [
        consumeCases({
          ...common,
          group: names.group(service),
          topics: DOMAINS.map((domain) => names.topic('action-decisions', domain)),
          types: ['gate-decided', 'review-decided'],
          handle: (messages) => engine.handle(messages),
        }),
        consumeCases({
          ...common,
          group: names.group(`${service}.due`),
          topics: DOMAINS.map((domain) => names.topic('case-due', domain)),
          types: ['waiting'],
          handle: (messages) => engine.handle(messages.filter(({ value }) => value['wakes'] === service)),
        }),
      ]);
    },
    stop: async () => {
      await consumers.stop();
      await point.stop();
    },
  };
}
