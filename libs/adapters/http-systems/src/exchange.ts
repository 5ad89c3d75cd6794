import { setTimeout as delay } from 'node:timers/promises';
import { DwsError, type Clock } from '@dws/kernel';
import type { EffectClass } from '@dws/ports';
import type { Attempt } from './attempt.ts';
import type { HttpSystem } from './http-system.ts';
import type { Outgoing } from './send-once.ts';
import { verdictOf } from './verdict.ts';

export interface Exchange {
  readonly system: string;
  /** For messages: `read account`, `message.send`. */
  readonly what: string;
  readonly effect: EffectClass | 'read';
  readonly outgoing: Outgoing;
  readonly deadline: number;
  readonly attemptTimeoutMs: number;
}

/**
 * Tries until there is an answer, the attempts are used up, or the next pause would end after the deadline.
 * @throws DwsError system-unavailable when surely nothing was done, system-outcome-unknown when a write may
 * have been; a read is never in doubt.
 */
export async function exchange(
  target: HttpSystem,
  request: Exchange,
  clock: Clock,
  random: () => number,
): Promise<Extract<Attempt, { kind: 'answered' }>> {
  const { maxAttempts } = target.manifest.retry;
  let maybeDone = false;
  for (let number = 1; ; number += 1) {
    const attempt = await target.attempt(request.outgoing, request.deadline, request.attemptTimeoutMs);
    const verdict = verdictOf(attempt, request.effect, clock.now());
    if (verdict.kind === 'answered' && attempt.kind === 'answered') return attempt;
    maybeDone ||= verdict.kind === 'unsure' && request.effect !== 'read';

    const pause = Math.max(
      verdict.kind === 'undone' ? verdict.retryAfterMs : 0,
      backoff(target, number, random),
    );
    const mayRetry = verdict.kind === 'undone' || (verdict.kind === 'unsure' && verdict.mayRetry);
    if (!mayRetry || number >= maxAttempts || clock.now() + pause >= request.deadline) {
      throw ended(request, verdict.kind === 'answered' ? '' : verdict.why, number, maybeDone);
    }
    await delay(pause);
  }
}

/** Doubling, with full jitter, so that many callers do not come back in step. */
function backoff({ manifest: { retry } }: HttpSystem, number: number, random: () => number): number {
  const longest = Math.min(retry.firstPauseMs * 2 ** (number - 1), retry.longestPauseMs);
  return Math.ceil(longest * (0.5 + random() / 2));
}

function ended({ system, what }: Exchange, why: string, attempts: number, maybeDone: boolean): DwsError {
  const code = maybeDone ? 'system-outcome-unknown' : 'system-unavailable';
  const message = `${system}: ${what}: expected an answer, found none after ${attempts} attempt(s): ${why}`;
  return new DwsError(code, message, { system, attempts, why });
}
