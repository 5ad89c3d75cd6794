import { parseEvent, type WorkerRegistered } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';

export interface RegisteredWorker {
  readonly registered: WorkerRegistered;
  readonly manifest: WorkerManifest;
  readonly status: string;
  readonly stage: string;
}

/** Registered workers by id. */
export class RegistryFold {
  readonly #workers = new Map<string, RegisteredWorker>();

  fold(event: RecordedEvent): void {
    if (event.type === 'worker-registered') {
      const registered = parseEvent(event.type, event.data);
      const { worker, status, stage } = registered;
      const manifest = registered.manifest as unknown as WorkerManifest;
      this.#workers.set(worker, { registered, manifest, status, stage });
    } else if (event.type === 'worker-status-changed') {
      const { worker, status, stage } = parseEvent(event.type, event.data);
      const known = this.#workers.get(worker);
      if (known) this.#workers.set(worker, { ...known, status, stage });
    }
  }

  get(worker: string): RegisteredWorker | undefined {
    return this.#workers.get(worker);
  }

  /** In the order of their ids. */
  all(): readonly RegisteredWorker[] {
    return [...this.#workers.values()].toSorted((a, b) =>
      a.manifest.id < b.manifest.id ? -1 : a.manifest.id > b.manifest.id ? 1 : 0,
    );
  }
}
