import { customerExperience } from '@dws/customer-experience-workers';
import { revenue } from '@dws/revenue-workers';
import type { WorkerManifest } from '@dws/worker';

export interface KnownWorker {
  readonly manifest: WorkerManifest;
  /** Folder of its code, which its registration is pinned to. */
  readonly folder: URL;
}

/** Every worker that comes with the platform. */
export function knownWorkers(): readonly KnownWorker[] {
  const runnable = [...customerExperience({ ticketClassification: null }), ...revenue()];
  return runnable.map(({ definition: { manifest } }) => ({
    manifest,
    folder: new URL(`../../${manifest.domain}-workers/src/workers/${manifest.id}/`, import.meta.url),
  }));
}
