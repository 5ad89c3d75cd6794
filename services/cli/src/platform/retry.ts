import { isDwsError } from '@dws/kernel';
import type { Shell } from '../shell/shell.ts';

/** Waits double from the first to the longest. All attempts together: about 45 s. */
export const RETRY = { attempts: 12, firstMs: 200, mostMs: 5_000 } as const;

/** Does `work` again while its error says that time may mend it; the last error is thrown. */
export async function retried<T>(
  work: () => Promise<T>,
  shell: Pick<Shell, 'sleep' | 'stop'>,
  onRetry: () => void = () => undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const hopeless = !isDwsError(error) || !error.retriable;
      if (hopeless || attempt >= RETRY.attempts || shell.stop.aborted) throw error;
    }
    onRetry();
    await shell.sleep(Math.min(RETRY.firstMs * 2 ** (attempt - 1), RETRY.mostMs));
  }
}
