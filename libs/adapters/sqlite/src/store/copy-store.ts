import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DwsError } from '@dws/kernel';

/**
 * Copies a store's file as it stands to `target`, a new file, without holding up its owner: a thread of its own
 * reads one snapshot on a connection of its own. The copy is on disk when this resolves.
 * @throws DwsError `store-unavailable` where the target exists or cannot be written.
 */
export async function copyStore(path: string, target: string): Promise<void> {
  const worker = new Worker(new URL('./copy-store-worker.ts', import.meta.url), {
    workerData: { path, target },
  });
  try {
    // `once` rejects with the thread's own error when it fails.
    await once(worker, 'exit');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DwsError(
      'store-unavailable',
      `no backup of ${path} at ${target}: ${reason}`,
      { target },
      error,
    );
  }
}
