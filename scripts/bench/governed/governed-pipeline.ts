import {
  caseAuthenticity,
  GateMac,
  servicePorts,
  workerService,
  type RunningService,
} from '@dws/application';
import { RecorderThread } from '@dws/audit-recorder';
import { cedarAuthorizer } from '@dws/cedar';
import { executor } from '@dws/executor';
import type { RegisteredWorker } from '@dws/gate';
import { governor, POLICIES_FOLDER } from '@dws/governor';
import { readSettings } from '@dws/host';
import { claimPolicy, loadPolicies } from '@dws/policies';
import { zenTable } from '@dws/zen';
import { join } from 'node:path';
import { BENCH_WORKER, HTTP_BENCH_WORKER } from './bench-worker.ts';
import type { BenchWorld } from './bench-world.ts';
import type { BenchOptions } from './options.ts';

export interface Pipeline {
  start(): Promise<void>;
  /** Positions between what the store holds and what the trail holds. */
  auditLag(): Promise<number>;
  stop(): Promise<void>;
}

/** The services of a governed action, as they ship, in one process. */
export async function governedPipeline(world: BenchWorld, options: BenchOptions): Promise<Pipeline> {
  const definition = options.systems === 'http' ? HTTP_BENCH_WORKER : BENCH_WORKER;
  const { surroundings, reader, writer } = world;
  const policies = await loadPolicies(POLICIES_FOLDER, { authorizer: cedarAuthorizer, table: zenTable });
  const registered: RegisteredWorker = {
    manifest: definition.manifest,
    stage: 'supervised',
    status: 'active',
    codeHash: 'bench',
  };
  const registry = (worker: string): RegisteredWorker | null =>
    worker === definition.manifest.id ? registered : null;
  const mac = new GateMac(new Uint8Array(32).fill(7));
  const portsOf = (service: string) => servicePorts(service, surroundings);
  const services: readonly RunningService[] = [
    governor(portsOf('governor'), { policies, registry, mac, afterReviewKey: new Uint8Array(32) }),
    executor(portsOf('executor'), {
      reader,
      writer,
      policy: claimPolicy(policies, registry),
      authenticity: caseAuthenticity(mac, new Map()),
    }),
    workerService(portsOf('customer-experience-workers'), {
      reader,
      workers: [{ definition, model: null, modelVersion: '' }],
    }),
  ];
  const recorder = new RecorderThread({
    store: world.opened.introduce(),
    path: world.path,
    rights: { types: ['*'], streams: ['worker-'] },
    sealsFolder: join(world.folder, 'seals'),
    settings: readSettings({ DWS_KEYS: world.folder, DWS_DEVELOPMENT_KEYS: 'true', LOG_LEVEL: 'warn' }),
    instance: 'bench',
    recorder: {},
    metrics: surroundings.metrics,
  });
  return {
    start: async () => {
      recorder.start();
      for (const service of services) await service.start();
    },
    auditLag: async () => Number((await recorder.lag()).behind),
    stop: async () => {
      for (const service of services.toReversed()) await service.stop();
      await recorder.stop();
    },
  };
}
