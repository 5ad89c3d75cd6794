import {
  runnableWorker,
  workerService,
  type RunnableWorker,
  type RunningService,
  type ServicePorts,
  type WorkerBounds,
} from '@dws/application';
import { discoverWorkers } from '@dws/host';
import type { SystemReader } from '@dws/ports';
import { revenueExecution } from './workers/revenue-execution/worker.ts';

export interface RevenueOptions {
  readonly reader: SystemReader;
  /** Ids of the workers that this process serves; all of them when empty or left out. */
  readonly only?: readonly string[];
  readonly bounds?: Partial<WorkerBounds>;
}

const WORKERS = new URL('./workers/', import.meta.url);
/** Workers that need nothing but their folder. */
const others = await discoverWorkers(WORKERS, ['revenue-execution']);

/** The workers of Revenue. Replay finds them here too. */
export function revenue(): readonly RunnableWorker[] {
  return [
    runnableWorker(revenueExecution, null),
    ...others.map((worker) => runnableWorker(worker, null as never)),
  ];
}

/** Hosts the workers of Revenue. @throws DwsError `config-invalid` for a worker it does not have */
export function revenueWorkers(ports: ServicePorts, options: RevenueOptions): RunningService {
  return workerService(ports, { ...options, workers: revenue() });
}
