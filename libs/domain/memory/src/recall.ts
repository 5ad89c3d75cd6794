import { canonicalJson, type JsonObject } from '@dws/kernel';
import type { MemoryState } from './memory-state.ts';

/** Memory as a plan is given it, and as its case keeps it. */
export interface Recalled {
  /** Revision in `worker-<id>`, in digits; empty where nothing was learned yet. */
  readonly position: string;
  /**
   * `{decisions, feedback, corrections}`, each only where there is something: counts by action kind and by kind of
   * feedback, and `[{from, to, times}]` for the account that the signal is about. `{}` where nothing was learned.
   */
  readonly memory: JsonObject;
}

/** What of a memory concerns one account: no case carries what people said of another. */
export function recall(
  { position, decisions, feedback, corrections }: MemoryState,
  account: string,
): Recalled {
  if (position < 0) return { position: '', memory: {} };
  const own = corrections.get(account) ?? [];
  const memory = {
    ...(Object.keys(decisions).length === 0 ? {} : { decisions: decisions as unknown as JsonObject }),
    ...(Object.keys(feedback).length === 0 ? {} : { feedback }),
    ...(own.length === 0 ? {} : { corrections: own.map((one) => ({ ...one })) }),
  };
  // In the order in which the case will give it back: a plan that goes through the members must find the same on replay.
  return { position: String(position), memory: JSON.parse(canonicalJson(memory)) as JsonObject };
}
