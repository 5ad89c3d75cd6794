import {
  consumeCases,
  Consumers,
  EnforcementPoint,
  type GateMac,
  type RunningService,
  type ServicePorts,
} from '@dws/application';
import type { Registry } from '@dws/gate';
import { DOMAINS } from '@dws/kernel';
import type { Policies } from '@dws/policies';
import { GOVERNOR_BOUNDS, type GovernorBounds } from './bounds.ts';
import { GateBatch } from './gate-batch.ts';
import { GovernorEngine } from './governor-engine.ts';
import { LimitLedger } from './limits/limit-ledger.ts';

export { GOVERNOR_BOUNDS, type GovernorBounds } from './bounds.ts';

/** Folder of the policies that come with the platform. */
export const POLICIES_FOLDER = new URL('../policies/', import.meta.url);

export interface GovernorOptions {
  /** From `loadPolicies`. */
  readonly policies: Policies;
  /** Who may work here. The same object for as long as a registration stands: verdicts are remembered by it. */
  readonly registry: Registry;
  readonly mac: GateMac;
  /** Secret that chooses which actions of high-trust workers are looked at after the effect. */
  readonly afterReviewKey: Uint8Array;
  readonly bounds?: Partial<GovernorBounds>;
}

/** Holds every proposal to control orders, scope, prohibitions, checkpoints and limits, and records what it decides. */
export function governor(ports: ServicePorts, options: GovernorOptions): RunningService {
  const { service, names } = ports;
  const bounds = { ...GOVERNOR_BOUNDS, ...options.bounds };
  const point = new EnforcementPoint({ ...ports, service });
  const ledger = new LimitLedger({ ...ports, by: service, bounds });
  const engine = new GovernorEngine(ports, new GateBatch({ ...options, ports, point, ledger }));
  const common = { ...ports, maxBatch: bounds.maxBatch, concurrency: bounds.concurrency };
  const consumers = new Consumers();
  return {
    name: service,
    failed: consumers.failed,
    ready: () => consumers.running,
    start: async () => {
      await point.start();
      await consumers.start(() => [
        consumeCases({
          ...common,
          group: names.group(service),
          topics: DOMAINS.map((domain) => names.topic('action-proposals', domain)),
          types: ['action-proposal'],
          handle: (messages) => engine.proposals(messages),
        }),
        consumeCases({
          ...common,
          group: names.group(`${service}.due`),
          topics: DOMAINS.map((domain) => names.topic('case-due', domain)),
          types: ['waiting'],
          handle: (messages) => engine.due(messages.filter(({ value }) => value['wakes'] === service)),
        }),
        consumeCases({
          ...common,
          group: names.group(`${service}.approvals`),
          topics: DOMAINS.map((domain) => names.topic('action-decisions', domain)),
          types: ['review-decided'],
          handle: (messages) => engine.due(messages),
        }),
      ]);
    },
    stop: async () => {
      await consumers.stop();
      await point.stop();
    },
  };
}
