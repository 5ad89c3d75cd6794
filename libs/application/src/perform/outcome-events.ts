import { failForReplan, recordOutcome, type CaseState, type Decision, type LiveCase } from '@dws/case';
import type { ActionExecuted, ActionFailed, ActionInDoubt, GateDecided, Waiting } from '@dws/contracts';
import type { Instant } from '@dws/kernel';
import type { LoadedCase } from '../case/loaded-case.ts';
import { dispatchWait, retryWait, type Waiter } from './claim-wait.ts';
import type { EffectResult } from './perform-effect.ts';
import type { Work } from './performer.ts';

export interface EndOptions extends Waiter {
  readonly durationMs: number;
}

/** The events with which one attempt ends. */
export function decideEnd(
  result: EffectResult,
  work: Work,
  gate: GateDecided,
  options: EndOptions,
  loaded: LoadedCase,
): Decision {
  const { now, durationMs } = options;
  const { state } = loaded;
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
    case 'later': {
      const again = retryWait(result.detail, work.proposal.proposalId, options, loaded);
      if (again) return again;
      const data: ActionInDoubt = { ...common, at: now, detail: result.detail };
      return recordOutcome({ type: 'action-in-doubt', data }, state);
    }
    case 'wait':
      return dispatchWait(result, work.proposal.proposalId, options, loaded);
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
