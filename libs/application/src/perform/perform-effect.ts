import type { Receipt } from '@dws/contracts';
import { isDwsError, type Clock } from '@dws/kernel';
import { millisecondsOf } from '../runtime/instants.ts';
import type { Performer, Work } from './performer.ts';

/** How one attempt at an effect ended. */
export type EffectResult =
  | { readonly ended: 'executed'; readonly receipt: Receipt }
  | { readonly ended: 'failed'; readonly code: string; readonly message: string }
  | { readonly ended: 'stale'; readonly message: string }
  | { readonly ended: 'doubt'; readonly detail: string }
  /** Nothing is known to have happened, or the same reference makes it safe: try again later. */
  | { readonly ended: 'later'; readonly detail: string };

export interface EffectOptions {
  readonly clock: Clock;
  /** Milliseconds for one dispatch. */
  readonly dispatchMs: number;
  /** True when an earlier process, or an earlier try, may have dispatched this claim. */
  readonly resumed: boolean;
}

/**
 * Performs one claimed action by the rules of its effect class. K is retried with the same key; Q asks first
 * when it may have been sent; N is sent once and never again.
 */
export async function performEffect(
  work: Work,
  performer: Performer,
  options: EffectOptions,
): Promise<EffectResult> {
  const effectClass = performer.effectClass(work.proposal);
  if (options.resumed && effectClass !== 'K') {
    // The dispatcher may still be at work until the claim's deadline.
    if (options.clock.now() < millisecondsOf(work.claim.deadline))
      return { ended: 'later', detail: 'the claim may still be in dispatch' };
    if (effectClass === 'N')
      return {
        ended: 'doubt',
        detail: 'interrupted after the claim; the system can neither be asked nor sent it twice',
      };
  }
  try {
    if (options.resumed && effectClass === 'Q') {
      const known = await performer.query(work, options.clock.now() + options.dispatchMs);
      if (known) return { ended: 'executed', receipt: known };
    }
    return {
      ended: 'executed',
      receipt: await performer.perform(work, options.clock.now() + options.dispatchMs),
    };
  } catch (error) {
    return resultOf(error, effectClass);
  }
}

function resultOf(error: unknown, effectClass: string): EffectResult {
  if (!isDwsError(error)) throw error;
  const { code, message } = error;
  if (code === 'system-unavailable') return { ended: 'later', detail: message };
  if (code === 'record-version-changed') return { ended: 'stale', message };
  if (code === 'system-outcome-unknown') {
    if (effectClass === 'N') return { ended: 'doubt', detail: message };
    return { ended: 'later', detail: message };
  }
  if (error.retriable) return { ended: 'later', detail: message };
  return { ended: 'failed', code, message };
}
