import { DwsError } from '@dws/kernel';
import type { SystemReader } from '@dws/ports';
import type { WorkerDefinition } from '@dws/worker';
import { EnforcementPoint } from '../control/enforcement-point.ts';
import { MemoryView } from '../memory/memory-view.ts';
import type { RunningService, ServicePorts } from '../runtime/service-ports.ts';
import type { RunnableWorker } from './make-plan.ts';
import { UnmatchedSignals } from './unmatched-signals.ts';
import { WORKER_BOUNDS, WorkerRuntime, type WorkerBounds } from './worker-runtime.ts';

export interface WorkerServiceOptions {
  readonly reader: SystemReader;
  readonly workers: readonly RunnableWorker[];
  /** Ids of the workers that this process serves; all of them when empty or left out. */
  readonly only?: readonly string[];
  readonly bounds?: Partial<WorkerBounds>;
}

/**
 * A service that hosts the workers of a domain: each its own consumer group, all under one enforcement point.
 * @throws DwsError `config-invalid` when `only` names a worker that is not here
 */
export function workerService(ports: ServicePorts, options: WorkerServiceOptions): RunningService {
  const { service } = ports;
  const bounds = { ...WORKER_BOUNDS, ...options.bounds };
  const workers = chosen(options);
  const memory = new MemoryView({
    ...ports,
    workers: workers.map(({ definition }) => definition.manifest.id),
  });
  const runtimes = workers.map(
    (worker) =>
      new WorkerRuntime({
        ...ports,
        ...unmatchedFor(worker, ports, options),
        reader: options.reader,
        worker,
        memory,
        bounds,
      }),
  );
  const point = new EnforcementPoint({
    ...ports,
    service,
    onChange: (control) => {
      for (const runtime of runtimes) runtime.obey(control);
    },
  });
  const failed = Promise.race(runtimes.map((runtime) => runtime.failed));
  // Nobody has to listen.
  failed.catch(() => undefined);
  return {
    name: service,
    failed,
    ready: () => runtimes.every(({ running }) => running),
    start: async () => {
      memory.start();
      await point.start();
      await Promise.all(runtimes.map((runtime) => runtime.start()));
    },
    stop: async () => {
      await Promise.all(runtimes.map((runtime) => runtime.stop()));
      await memory.stop();
      await point.stop();
    },
  };
}

/** A worker made ready to run. The one place where its own table and model types are put aside. */
export function runnableWorker<Tables, Model>(
  definition: WorkerDefinition<Tables, Model>,
  model: Model,
  modelVersion = '',
): RunnableWorker {
  return { definition: definition as unknown as WorkerDefinition, model, modelVersion };
}

function chosen({ workers, only = [] }: WorkerServiceOptions): readonly RunnableWorker[] {
  const ids = workers.map(({ definition }) => definition.manifest.id);
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new DwsError('config-invalid', `expected workers out of ${ids.join(', ')}, found "${unknown}"`);
  return only.length === 0
    ? workers
    : workers.filter(({ definition }) => only.includes(definition.manifest.id));
}

/**
 * The domain's first worker by id looks after what no worker takes up: exactly one group does, however the workers
 * are spread over processes.
 */
function unmatchedFor(
  { definition: { manifest } }: RunnableWorker,
  ports: ServicePorts,
  { workers }: WorkerServiceOptions,
): { readonly unmatched?: UnmatchedSignals } {
  const { domain } = manifest;
  const inDomain = workers
    .map(({ definition }) => definition.manifest)
    .filter((one) => one.domain === domain);
  if (inDomain.some(({ id }) => id < manifest.id)) return {};
  return { unmatched: new UnmatchedSignals({ ...ports, domain, workers: inDomain }) };
}
