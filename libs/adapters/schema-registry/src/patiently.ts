import { setTimeout as sleep } from 'node:timers/promises';
import { isDwsError } from '@dws/kernel';
import type { RegistryBounds } from './bounds.ts';

export type Attempt<T> = () => Promise<T>;

/** Tries as often as the bounds allow, with a doubled pause each time; what a retry cannot mend is thrown at once. */
export async function patiently<T>(
  attempt: Attempt<T>,
  { attempts, backoffMs }: Pick<RegistryBounds, 'attempts' | 'backoffMs'>,
): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isDwsError(error) || !error.retriable || failed >= attempts) throw error;
      await sleep(backoffMs * 2 ** (failed - 1));
    }
  }
}
