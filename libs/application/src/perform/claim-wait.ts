import { findProposal, wait, type Decision, type LiveCase } from '@dws/case';
import type { Claimed, Waiting } from '@dws/contracts';
import type { Instant } from '@dws/kernel';
import type { LoadedCase } from '../case/loaded-case.ts';
import { addSeconds } from '../runtime/instants.ts';

/** Seconds before an action is tried again; after the last, its outcome is failed or in doubt. */
export const RETRY_SECONDS = [1, 5, 30, 120, 600, 3600] as const;

/** Whoever waits, and when. */
export interface Waiter {
  readonly now: Instant;
  /** Service that performs, woken when the wait is over. */
  readonly service: string;
}

/** Why an action waits, as it stands in the case. */
export const WAITS = {
  /** Claimed; nothing was sent, or the same reference makes it safe to send it again. */
  retry: 'retry',
  /** Claimed; a dispatch is, or may be, under way until the wait is over. */
  dispatch: 'dispatch',
  /** Not claimed yet: a system that must be asked first does not answer. */
  unavailable: 'system-unavailable',
} as const;

/** The last word on this action's claim that is no outcome: its wait, or null. */
export function lastWaitOf({ events }: Pick<LoadedCase, 'events'>, proposalId: string): Waiting | null {
  const last = events.findLast(
    ({ event }) =>
      (event.type === 'waiting' || event.type === 'claimed' || event.type === 'reversal-claimed') &&
      event.data.proposalId === proposalId,
  );
  return last?.event.type === 'waiting' ? last.event.data : null;
}

/** Whether an action of class N may be dispatched once more: the last that was said of it is that nothing was sent. */
export function wasNotSent(loaded: Pick<LoadedCase, 'events'>, proposalId: string): boolean {
  return lastWaitOf(loaded, proposalId)?.reason === WAITS.retry;
}

/** Until when whoever claimed it, or began a dispatch after that, may be at it. */
export function busyUntil(
  { proposalId, deadline }: Pick<Claimed, 'proposalId' | 'deadline'>,
  loaded: Pick<LoadedCase, 'events'>,
): Instant {
  const last = lastWaitOf(loaded, proposalId);
  return last?.reason === WAITS.dispatch && last.dueAt > deadline ? last.dueAt : deadline;
}

/** Null when it was tried often enough. */
export function retryWait(
  detail: string,
  proposalId: string,
  waiter: Waiter,
  loaded: LoadedCase,
): Decision | null {
  const tries = lastWaitOf(loaded, proposalId)?.attempt ?? 0;
  const pause = RETRY_SECONDS[tries];
  if (pause === undefined) return null;
  const dueAt = addSeconds(waiter.now, pause);
  return whileClaimed(WAITS.retry, { dueAt, attempt: tries + 1, detail }, proposalId, waiter, loaded);
}

/**
 * The claim is, or may be, in dispatch until a time. Whoever finds it as this left it, later, knows nothing of what
 * became of that dispatch.
 */
export function dispatchWait(
  { until, detail }: { readonly until: Instant; readonly detail: string },
  proposalId: string,
  waiter: Waiter,
  loaded: LoadedCase,
): Decision {
  const standing = lastWaitOf(loaded, proposalId);
  if (standing?.reason === WAITS.dispatch && standing.dueAt === until)
    return { events: [], refusal: { code: 'already-done', text: 'it waits for that already' } };
  const attempt = Math.max(1, standing?.attempt ?? 0);
  return whileClaimed(WAITS.dispatch, { dueAt: until, attempt, detail }, proposalId, waiter, loaded);
}

/** An action that cannot be claimed because what must be read first cannot be had. Its permission may run out. */
export function unavailableWait(
  detail: string,
  proposalId: string,
  waiter: Waiter,
  loaded: LoadedCase,
): Decision {
  const { state } = loaded;
  const status = state.phase === 'open' ? findProposal(state, proposalId)?.status.at : undefined;
  if (state.phase !== 'open' || status !== 'allowed') return settled(proposalId);
  const tries = lastWaitOf(loaded, proposalId)?.attempt ?? 0;
  const pause = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] ?? 0;
  const dueAt = addSeconds(waiter.now, pause);
  return wait(
    waiting(WAITS.unavailable, { dueAt, attempt: tries + 1, detail }, proposalId, waiter, state),
    state,
  );
}

type Times = Pick<Waiting, 'dueAt' | 'attempt' | 'detail'>;

function whileClaimed(
  reason: string,
  times: Times,
  proposalId: string,
  waiter: Waiter,
  { state }: LoadedCase,
): Decision {
  const at = state.phase === 'none' ? undefined : findProposal(state, proposalId)?.status.at;
  if (state.phase === 'none' || (at !== 'claimed' && at !== 'reversing')) return settled(proposalId);
  return wait(waiting(reason, times, proposalId, waiter, state), state);
}

function waiting(
  reason: string,
  times: Times,
  proposalId: string,
  { now, service }: Waiter,
  { signal: { domain, subject } }: LiveCase,
): Waiting {
  return { reason, wakes: service, ...times, since: now, domain, subject, proposalId };
}

function settled(proposalId: string): Decision {
  return {
    events: [],
    refusal: { code: 'already-done', text: `nothing of ${proposalId} is left to wait for` },
  };
}
