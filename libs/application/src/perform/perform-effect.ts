import type { Receipt } from '@dws/contracts';
import { isDwsError, type Clock, type Instant } from '@dws/kernel';
import { millisecondsOf } from '../runtime/instants.ts';
import type { Performer, Work } from './performer.ts';

/** How one attempt at an effect ended. */
export type EffectResult =
  | { readonly ended: 'executed'; readonly receipt: Receipt }
  | { readonly ended: 'failed'; readonly code: string; readonly message: string }
  | { readonly ended: 'stale'; readonly message: string }
  | { readonly ended: 'doubt'; readonly detail: string }
  /** Nothing was sent, or the same reference makes it safe: try again later. */
  | { readonly ended: 'later'; readonly detail: string }
  /** Somebody may be dispatching this claim; nobody is any more from `until` on. */
  | { readonly ended: 'wait'; readonly until: Instant; readonly detail: string };

export interface EffectOptions {
  readonly clock: Clock;
  /** When this dispatch must have ended, milliseconds since the epoch. */
  readonly until: number;
  /** Set when an earlier process, or an earlier try, may have dispatched this claim: until when it may be at it. */
  readonly resumed: Instant | null;
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
  const { clock, until, resumed } = options;
  const effectClass = performer.effectClass(work.proposal);
  if (resumed !== null && effectClass !== 'K') {
    if (clock.now() < millisecondsOf(resumed))
      return { ended: 'wait', until: resumed, detail: 'the claim may still be in dispatch' };
    if (effectClass === 'N')
      return {
        ended: 'doubt',
        detail: 'interrupted after the claim; the system can neither be asked nor sent it twice',
      };
  }
  // Whoever resumes the claim relies on it: without a key, nothing is sent after the claim's deadline.
  if (resumed === null && effectClass !== 'K' && clock.now() >= until)
    return { ended: 'later', detail: 'its time had passed before its turn came; nothing was sent' };
  try {
    return { ended: 'executed', receipt: await receiptOf(work, performer, effectClass, options) };
  } catch (error) {
    return resultOf(error, effectClass);
  }
}

async function receiptOf(
  work: Work,
  performer: Performer,
  effectClass: string,
  { until, resumed }: EffectOptions,
): Promise<Receipt> {
  const asks = resumed !== null && effectClass === 'Q';
  const known = asks ? await performer.query(work, until) : null;
  if (known) return known;
  try {
    return await performer.perform(work, until);
  } catch (error) {
    // An earlier dispatch that arrived only after the question is what it refuses the second one for.
    const standing = asks && isDwsError(error, 'system-refused') ? await performer.query(work, until) : null;
    if (standing) return standing;
    throw error;
  }
}

function resultOf(error: unknown, effectClass: string): EffectResult {
  if (!isDwsError(error)) throw error;
  const { code, message } = error;
  if (code === 'system-unavailable') return { ended: 'later', detail: message };
  if (code === 'record-version-changed') return { ended: 'stale', message };
  if (code === 'system-outcome-unknown' || error.retriable)
    return { ended: effectClass === 'N' ? 'doubt' : 'later', detail: message };
  return { ended: 'failed', code, message };
}
