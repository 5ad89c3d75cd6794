import { failForReplan, recordOutcome, wait, type CaseState, type Decision, type LiveCase } from '@dws/case';
import type { ActionExecuted, ActionFailed, ActionInDoubt, GateDecided, Waiting } from '@dws/contracts';
import type { Instant } from '@dws/kernel';
import { addSeconds } from '../runtime/instants.ts';
import type { EffectResult } from './perform-effect.ts';
import type { Work } from './performer.ts';

/** Seconds before a dispatch is tried again; after the last, the outcome is failed or in doubt. */
export const RETRY_SECONDS = [1, 5, 30, 120, 600, 3600] as const;

export interface EndOptions {
  readonly now: Instant;
  readonly durationMs: number;
  /** Service that performs, woken when a retry is due. */
  readonly service: string;
}

/** The events with which one attempt ends. */
export function decideEnd(
  result: EffectResult,
  work: Work,
  gate: GateDecided,
  options: EndOptions,
  state: CaseState,
): Decision {
  const { now, durationMs } = options;
  const common = commonOf(work, gate);
  switch (result.ended) {
    case 'executed': {
      const data: ActionExecuted = {
        ...common,
        executedAt: now,
        receipt: result.receipt,
        durationMs,
        costMicros: 0,
      };
      return recordOutcome({ type: 'action-executed', data }, state);
    }
    case 'failed': {
      const data: ActionFailed = { ...common, failedAt: now, code: result.code, message: result.message };
      return recordOutcome({ type: 'action-failed', data }, state);
    }
    case 'doubt': {
      const data: ActionInDoubt = { ...common, at: now, detail: result.detail };
      return recordOutcome({ type: 'action-in-doubt', data }, state);
    }
    case 'stale':
      return decideStale(result.message, work, common, options, state);
    case 'later':
      return decideLater(result.detail, work, common, options, state);
  }
}

type Common = ReturnType<typeof commonOf>;

function commonOf({ proposal }: Work, gate: GateDecided) {
  const { proposalId, caseId, worker, domain, subject, actionKind, digest } = proposal;
  return { proposalId, caseId, worker, domain, subject, actionKind, digest, trustCell: gate.trustCell };
}

function decideStale(
  message: string,
  work: Work,
  common: Common,
  { now }: EndOptions,
  state: CaseState,
): Decision {
  const failure: ActionFailed = { ...common, failedAt: now, code: 'record-version-changed', message };
  const decision = failForReplan(failure, [], state);
  if (!decision.events.some(({ type, data }) => type === 'superseded' && data.replan)) return decision;
  return { events: [...decision.events, { type: 'waiting', data: replanWait(work.state, now, message) }] };
}

/** A plan is due again, now. */
export function replanWait({ signal }: LiveCase, now: Instant, detail: string): Waiting {
  const { domain, subject } = signal;
  return { reason: 'replan', wakes: 'worker', dueAt: now, attempt: 1, detail, since: now, domain, subject };
}

function decideLater(
  detail: string,
  work: Work,
  common: Common,
  { now, service }: EndOptions,
  state: CaseState,
): Decision {
  if (state.phase === 'none')
    return recordOutcome({ type: 'action-in-doubt', data: { ...common, at: now, detail } }, state);
  const tries = state.wait?.reason === 'retry' ? state.waits : 0;
  const pause = RETRY_SECONDS[tries];
  if (pause === undefined)
    return recordOutcome({ type: 'action-in-doubt', data: { ...common, at: now, detail } }, state);
  const { domain, subject } = state.signal;
  const { proposalId } = work.proposal;
  return wait(
    {
      reason: 'retry',
      wakes: service,
      dueAt: addSeconds(now, pause),
      attempt: tries + 1,
      detail,
      since: now,
      domain,
      subject,
      proposalId,
    },
    state,
  );
}
