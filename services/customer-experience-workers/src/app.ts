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
import { churnSignal } from './workers/churn-signal/worker.ts';
import { starterModel, type LoadedModel } from './workers/ticket-classification/starter-model.ts';
import { ticketClassification } from './workers/ticket-classification/worker.ts';

export { loadModel } from './load-model.ts';
export type { LoadedModel } from './workers/ticket-classification/starter-model.ts';

export interface Models {
  /** Left out: a small model is trained in place. Null: every ticket goes to a person. */
  readonly ticketClassification?: LoadedModel | null;
}

export interface CustomerExperienceOptions {
  readonly reader: SystemReader;
  /** Ids of the workers that this process serves; all of them when empty or left out. */
  readonly only?: readonly string[];
  readonly models?: Models;
  readonly bounds?: Partial<WorkerBounds>;
}

const WORKERS = new URL('./workers/', import.meta.url);
/** Workers that need nothing but their folder. */
const others = await discoverWorkers(WORKERS, ['ticket-classification', 'churn-signal']);

/** The workers of Customer experience, each with the model it runs on. Replay finds them here too. */
export function customerExperience({ ticketClassification: loaded = starterModel() }: Models = {}) {
  const workers: readonly RunnableWorker[] = [
    runnableWorker(ticketClassification, loaded?.model ?? null, loaded?.version ?? ''),
    runnableWorker(churnSignal, null),
    ...others.map((worker) => runnableWorker(worker, null as never)),
  ];
  return workers;
}

/** Hosts the workers of Customer experience. @throws DwsError `config-invalid` for a worker it does not have */
export function customerExperienceWorkers(
  ports: ServicePorts,
  { models, ...options }: CustomerExperienceOptions,
): RunningService {
  return workerService(ports, { ...options, workers: customerExperience(models) });
}
