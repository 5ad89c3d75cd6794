import {
  runnableWorker,
  workerService,
  type RunnableWorker,
  type RunningService,
  type ServicePorts,
  type WorkerBounds,
} from '@dws/application';
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

/** The workers of Customer experience, each with the model it runs on. Replay finds them here too. */
export function customerExperience({ ticketClassification: loaded = starterModel() }: Models = {}) {
  const workers: readonly RunnableWorker[] = [
    runnableWorker(ticketClassification, loaded?.model ?? null, loaded?.version ?? ''),
    runnableWorker(churnSignal, null),
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
