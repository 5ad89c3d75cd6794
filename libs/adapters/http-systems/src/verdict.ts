import type { EffectClass } from '@dws/ports';
import { headerOf, type Attempt } from './attempt.ts';

/** What an attempt means for the request it was made for. */
export type Verdict =
  | { readonly kind: 'answered' }
  /** Nothing was done: trying again is safe in every class. */
  | { readonly kind: 'undone'; readonly why: string; readonly retryAfterMs: number }
  /** It may have been done; with a key, trying again is safe. */
  | { readonly kind: 'unsure'; readonly why: string; readonly mayRetry: boolean };

/**
 * A read may always be tried again. For a write: 429, and 503 that names a time, turn the request away before
 * work begins. A bare 503 may come from a proxy that lost its upstream half way, so it counts like 500.
 * @param now milliseconds since the epoch, for Retry-After in the form of a date
 */
export function verdictOf(attempt: Attempt, effect: EffectClass | 'read', now: number): Verdict {
  switch (attempt.kind) {
    case 'not-sent':
      return { kind: 'undone', why: attempt.why, retryAfterMs: 0 };
    case 'no-answer':
      return { kind: 'unsure', why: attempt.why, mayRetry: effect === 'read' };
    case 'answered': {
      const { status } = attempt;
      const retryAfterMs = retryAfter(headerOf(attempt, 'retry-after'), now);
      const why = `it answered ${status}`;
      if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
        return { kind: 'undone', why, retryAfterMs: retryAfterMs ?? 0 };
      }
      if (status < 500) return { kind: 'answered' };
      return { kind: 'unsure', why, mayRetry: effect === 'read' || effect === 'K' };
    }
  }
}

/** Retry-After in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
