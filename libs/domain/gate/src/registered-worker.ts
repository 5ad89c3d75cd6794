import type { MaturityStage, WorkerManifest } from '@dws/worker';

/** A worker as it was approved: what the gate believes of it, whatever its process says. */
export interface RegisteredWorker {
  readonly manifest: WorkerManifest;
  readonly stage: MaturityStage;
  readonly status: string;
  /** SHA-256 over the files of the approved version. */
  readonly codeHash: string;
  /** The same over the files that run, where the host reports it. Another one than approved is refused. */
  readonly runningCodeHash?: string;
}

/** The registered worker of this id in this environment, or null. */
export type Registry = (worker: string) => RegisteredWorker | null;
