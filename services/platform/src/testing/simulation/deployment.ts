import {
  caseAuthenticity,
  Consumers,
  Names,
  noMetrics,
  RegistryView,
  servicePorts,
  silentLog,
  type CrashPoint,
  type RunningService,
  type ServicePorts,
} from '@dws/application';
import { recorderService } from '@dws/audit-recorder';
import { CONTROL_PLANE_BOUNDS, controlCore, type ControlCore } from '@dws/control-plane';
import { customerExperienceWorkers } from '@dws/customer-experience-workers';
import { escalationRouter } from '@dws/escalation-router';
import { executor } from '@dws/executor';
import { governor } from '@dws/governor';
import { claimPolicy } from '@dws/policies';
import { revenueWorkers } from '@dws/revenue-workers';
import { consumeInbound, takeEvents, type ArrivedEvent, type Taken } from '@dws/signal-gateway';
import {
  simulatedLog,
  simulatedSeals,
  simulatedStore,
  simulatedSystems,
  type LogState,
  type Rival,
  type SealState,
  type SimulatedConsumer,
  type SimulatedProcess,
  type StoreState,
  type SystemsState,
} from '@dws/simulator';
import type { SharedParts } from './shared-parts.ts';
import { simulatedPolicies } from './simulated-policies.ts';

/** What outlives every process of a world. */
export interface Durable {
  readonly store: StoreState;
  readonly log: LogState;
  readonly systems: SystemsState;
  readonly seals: SealState;
  readonly rival: Rival;
}

export interface Deployed {
  readonly service: RunningService;
  readonly consumers: readonly SimulatedConsumer[];
  /** Set for a control plane. */
  readonly core?: ControlCore;
  /** Set for a gateway: what a publisher's request does. */
  readonly take?: (events: readonly ArrivedEvent[]) => Promise<Taken>;
}

export interface DeployOptions {
  readonly shared: SharedParts;
  readonly durable: Durable;
  readonly process: SimulatedProcess;
  /** Told of each crash point that is reached, and whether the process dies there. */
  readonly onPoint: (point: CrashPoint, dies: boolean) => void;
}

export const SERVICES = [
  'signal-gateway',
  'customer-experience-workers',
  'revenue-workers',
  'governor',
  'executor',
  'escalation-router',
  'audit-recorder',
  'control-plane',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Longer than in production, where time is not what a world costs. */
const TICK_MS = 5_000;
const SEAL_CHECK_MS = 60_000;
/** So few that every trail of a world is sealed. */
const SEAL_EVERY_EVENTS = 8;
const STANDBY_POLL_MS = 2_500;
const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

/** Builds a service on simulated ports: the same code that production composes in `main.ts`. */
export function deploy(name: ServiceName, options: DeployOptions): Deployed {
  const { shared, process, durable } = options;
  const consumers: SimulatedConsumer[] = [];
  const ports = portsOf(name, options, consumers);
  const systems = simulatedSystems(process, durable.systems, name.endsWith('-workers'));
  switch (name) {
    case 'signal-gateway':
      return { ...gateway(ports), consumers };
    case 'customer-experience-workers':
      return {
        service: customerExperienceWorkers(ports, { reader: systems, models: shared.models }),
        consumers,
      };
    case 'revenue-workers':
      return { service: revenueWorkers(ports, { reader: systems }), consumers };
    case 'audit-recorder':
      return {
        service: recorderService({
          ...ports,
          seals: simulatedSeals(process, durable.seals),
          signer: shared.sealSigner,
          sleep: process.sleep,
          settings: {
            sealCheckMs: SEAL_CHECK_MS,
            standbyPollMs: STANDBY_POLL_MS,
            sealEveryEvents: SEAL_EVERY_EVENTS,
          },
        }),
        consumers,
      };
    case 'control-plane': {
      const core = controlCore(ports, {
        signer: shared.reviewSigner,
        sleep: process.sleep,
        bounds: { ...CONTROL_PLANE_BOUNDS, tickMs: TICK_MS },
      });
      return { service: { name, ...core }, core, consumers };
    }
    case 'governor':
    case 'executor':
    case 'escalation-router': {
      const registry = new RegistryView(ports);
      const policies = simulatedPolicies(process, shared);
      const policy = claimPolicy(policies, registry.registry);
      const authenticity = caseAuthenticity(shared.mac, shared.reviewKeys);
      const common = { reader: systems, policy, authenticity };
      const service =
        name === 'executor'
          ? executor(ports, { ...common, writer: systems })
          : name === 'escalation-router'
            ? escalationRouter(ports, { ...common, paths: shared.paths })
            : governor(ports, {
                policies,
                registry: registry.registry,
                mac: shared.mac,
                afterReviewKey: new Uint8Array(32),
              });
      return { service: withRegistry(service, registry), consumers };
    }
  }
}

export function portsOf(
  name: string,
  { shared, durable, process, onPoint }: DeployOptions,
  consumers: SimulatedConsumer[],
): ServicePorts {
  const { faults } = process.simulation;
  return servicePorts(name, {
    store: simulatedStore(process, durable.store, durable.rival),
    messages: simulatedLog(process, durable.log, (consumer) => consumers.push(consumer)),
    codec: shared.codec,
    names: new Names(),
    clock: process.clock,
    log: silentLog,
    metrics: noMetrics,
    probe: (point) => {
      if (!process.alive) return new Promise(() => undefined);
      const dies = faults.crashesAt(point);
      onPoint(point, dies);
      if (!dies) return undefined;
      process.crash(`at ${point}`);
      return new Promise(() => undefined);
    },
    instance: process.name,
    timers: { sleep: process.sleep, nextTurn: process.nextTurn },
  });
}

function gateway(ports: ServicePorts): Omit<Deployed, 'consumers'> {
  const inbound = new Consumers();
  const newTraceparent = (): string => TRACEPARENT;
  return {
    service: {
      name: 'signal-gateway',
      failed: inbound.failed,
      start: () => inbound.start(() => [consumeInbound(ports, newTraceparent)]),
      stop: () => inbound.stop(),
    },
    take: (events) => takeEvents(events, null, ports, newTraceparent),
  };
}

function withRegistry(service: RunningService, registry: RegistryView): RunningService {
  return {
    ...service,
    start: async () => {
      await registry.start();
      await service.start();
    },
    stop: async () => {
      await service.stop();
      await registry.stop();
    },
  };
}
