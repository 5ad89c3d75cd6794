import {
  caseAuthenticity,
  RegistryView,
  servicePorts,
  type GateMac,
  type ReviewKeys,
  type RunningService,
  type Surroundings,
} from '@dws/application';
import { AuditRecorder, type Recorder } from '@dws/audit-recorder';
import { controlPlane, type ControlPlane, type ControlPlaneOptions } from '@dws/control-plane';
import { customerExperienceWorkers, type Models } from '@dws/customer-experience-workers';
import type { EscalationPath } from '@dws/escalation';
import { escalationRouter } from '@dws/escalation-router';
import { executor } from '@dws/executor';
import { governor } from '@dws/governor';
import { applyTopics, codeHashOf } from '@dws/host';
import { claimPolicy, type Policies } from '@dws/policies';
import type { SealStore, Signer, SystemReader, SystemWriter } from '@dws/ports';
import { revenueWorkers } from '@dws/revenue-workers';
import type { MaturityStage } from '@dws/worker';
import { withIdentity } from '@dws/sqlite';
import { signalGateway, type Gateway, type GatewayOptions } from '@dws/signal-gateway';
import { knownWorkers } from './known-workers.ts';
import { rightsOf } from './store-rights.ts';

export interface PlatformOptions {
  readonly surroundings: Surroundings;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  readonly policies: Policies;
  readonly paths: ReadonlyMap<string, EscalationPath>;
  readonly mac: GateMac;
  readonly reviewKeys: ReviewKeys;
  readonly afterReviewKey: Uint8Array;
  readonly seals: SealStore;
  readonly sealSigner: Signer;
  /** One that runs elsewhere, as in a thread of its own. Default: in this thread, on the ports above. */
  readonly recorder?: Recorder;
  readonly models: Models;
  readonly gateway: GatewayOptions;
  readonly controlPlane: ControlPlaneOptions;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** File of the audit search's index, which may be thrown away. Without it trails are read through. */
  readonly searchIndex?: string;
  /** Maturity stage that a worker is registered with for the first time, where it is not its manifest's. */
  readonly stages: Readonly<Record<string, MaturityStage>>;
  /** Copies of each topic; 1 on the embedded log. */
  readonly replicationFactor: number;
}

export interface Platform extends RunningService {
  readonly gateway: Gateway;
  readonly controlPlane: ControlPlane;
  readonly recorder: Recorder;
}

/** Every service in one process, on whatever adapters it is given. */
export async function platform(options: PlatformOptions): Promise<Platform> {
  const { surroundings, reader, writer, policies, paths, mac, reviewKeys } = options;
  const portsOf = (service: string) => servicePorts(service, withOwnRights(service, surroundings));
  const registry = new RegistryView(surroundings);
  const policy = claimPolicy(policies, registry.registry);
  const authenticity = caseAuthenticity(mac, reviewKeys);
  const gateway = signalGateway(portsOf('signal-gateway'), options.gateway);
  const recorder =
    options.recorder ??
    new AuditRecorder({
      ...portsOf('audit-recorder'),
      seals: options.seals,
      signer: options.sealSigner,
      sleep: options.sleep,
    });
  const { keyId, publicKey } = options.sealSigner;
  const control = await controlPlane(portsOf('control-plane'), {
    ...options.controlPlane,
    audit: {
      seals: options.seals,
      keys: () => Promise.resolve(new Map([[keyId, publicKey]])),
      ...(options.searchIndex === undefined ? {} : { indexPath: options.searchIndex }),
    },
    auditLag: () => recorder.lag(),
  });
  const services: readonly RunningService[] = [
    control,
    governor(portsOf('governor'), {
      policies,
      registry: registry.registry,
      mac,
      afterReviewKey: options.afterReviewKey,
    }),
    executor(portsOf('executor'), { reader, writer, policy, authenticity }),
    escalationRouter(portsOf('escalation-router'), { reader, paths, policy, authenticity }),
    customerExperienceWorkers(portsOf('customer-experience-workers'), { reader, models: options.models }),
    revenueWorkers(portsOf('revenue-workers'), { reader }),
    gateway,
  ];
  const started = new Set<RunningService>();
  return {
    name: 'platform',
    gateway,
    controlPlane: control,
    recorder,
    failed: Promise.race([recorder.failed, ...services.flatMap(({ failed }) => failed ?? [])]),
    start: async () => {
      // A start that was rejected half-way is tried again: what runs already is left as it is.
      const workers = knownWorkers();
      const manifests = workers.map(({ manifest }) => ({
        ...manifest,
        stage: options.stages[manifest.id] ?? manifest.stage,
      }));
      const codeHashes = new Map(workers.map(({ manifest, folder }) => [manifest.id, codeHashOf(folder)]));
      const { messages, names, log } = surroundings;
      await applyTopics({
        messages,
        names,
        log,
        workers: manifests,
        replicationFactor: options.replicationFactor,
      });
      await control.registerWorkers(manifests, (worker) => codeHashes.get(worker) ?? '');
      await registry.start();
      recorder.start();
      for (const service of services) {
        if (started.has(service)) continue;
        await service.start();
        started.add(service);
      }
    },
    stop: async () => {
      for (const service of services.toReversed()) await service.stop();
      await recorder.stop();
      await registry.stop();
    },
  };
}

/** The store as a service may use it: one process holds them all, and each still appends only what it owns. */
function withOwnRights(service: string, surroundings: Surroundings): Surroundings {
  const { store, names } = surroundings;
  return { ...surroundings, store: withIdentity(store, service, rightsOf(service, names)) };
}
