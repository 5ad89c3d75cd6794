import { customerExperience } from '@dws/customer-experience-workers';
import type { WorkerManifest } from '@dws/worker';

export interface KnownWorker {
  readonly manifest: WorkerManifest;
  /** Folder of its code, which its registration is pinned to. */
  readonly folder: URL;
}

/** Every worker that comes with the platform. */
export function knownWorkers(): readonly KnownWorker[] {
  return customerExperience({ ticketClassification: null }).map(({ definition: { manifest } }) => ({
    manifest,
    folder: new URL(`../../customer-experience-workers/src/workers/${manifest.id}/`, import.meta.url),
  }));
}
