import type { CaseEvent } from './case-event.ts';
import { endsWait } from './ends-wait.ts';
import { approvalOf, NO_CASE, type CaseState, type LiveCase, type ProposalStatus } from './state.ts';

/**
 * The next state. Events are facts: they are folded, not judged, but one that cannot follow what stands before
 * it means that a writer is broken, and throws.
 */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (state.phase === 'none') {
    if (event.type !== 'signal-accepted')
      throw new Error(`a case begins with signal-accepted, found ${event.type}`);
    return {
      phase: 'accepted',
      signal: event.data,
      attempts: 0,
      holds: [],
      waiting: [],
      proposals: [],
      context: null,
      plan: null,
      feedback: [],
    };
  }
  return evolveLive(state, event);
}

export function fold(events: Iterable<CaseEvent>, from: CaseState = NO_CASE): CaseState {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
}

function evolveLive(before: LiveCase, event: CaseEvent): LiveCase {
  const state: LiveCase = before.waiting.some((wait) => endsWait(wait, event))
    ? { ...before, waiting: before.waiting.filter((wait) => !endsWait(wait, event)) }
    : before;
  switch (event.type) {
    case 'signal-accepted':
      throw new Error(`case ${state.signal.caseId} accepts a second signal`);
    case 'context-assembled':
      return { ...state, context: event.data };
    case 'planned': {
      const { context } = state;
      if (!context) throw new Error(`case ${state.signal.caseId} plans without a context`);
      return {
        ...accepted(state),
        phase: 'open',
        context,
        plan: event.data,
        attempts: event.data.attempt,
      };
    }
    case 'action-proposal':
      return {
        ...state,
        proposals: [...state.proposals, { proposal: event.data, status: { at: 'proposed' } }],
      };
    case 'gate-decided': {
      const gate = event.data;
      const at = gate.mode === 'shadow' ? 'shadowed' : gate.decision === 'deny' ? 'denied' : 'allowed';
      return withStatus(state, gate.proposalId, (status) => {
        const approval = at === 'allowed' ? approvalOf(status) : null;
        return { at, gate, ...(approval ? { decision: approval } : {}) };
      });
    }
    case 'review-requested':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'under-review',
        gate: gateOf(status, event.type),
        review: event.data,
      }));
    case 'review-decided': {
      const decision = event.data;
      const at =
        decision.verdict === 'approve' ? 'approved' : decision.verdict === 'edit' ? 'edited' : 'rejected';
      return withStatus(state, decision.proposalId, (status) => ({
        at,
        gate: gateOf(status, event.type),
        decision,
      }));
    }
    case 'waiting':
      return { ...state, waiting: [...state.waiting, event.data] };
    case 'frozen':
      return { ...state, holds: [...without(state, event.data.order), event.data] };
    case 'released':
      return { ...state, holds: without(state, event.data.order) };
    case 'superseded': {
      const { proposalIds, reason, replan } = event.data;
      const next = proposalIds.reduce(
        (live, id) =>
          withStatus(live, id, (status) => ({ at: 'superseded', reason, gate: optionalGate(status) })),
        state,
      );
      return replan ? { ...accepted(next), phase: 'accepted' } : next;
    }
    case 'expired':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'expired',
        gate: gateOf(status, event.type),
      }));
    case 'claimed':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'claimed',
        gate: gateOf(status, event.type),
        claim: event.data,
      }));
    case 'action-executed':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'executed',
        ...claimOf(status, event.type),
        outcome: event.data,
      }));
    case 'action-failed':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'failed',
        ...claimOf(status, event.type),
        failure: event.data,
      }));
    case 'action-in-doubt':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'in-doubt',
        ...claimOf(status, event.type),
        doubt: event.data,
      }));
    case 'doubt-settled':
      return withStatus(state, event.data.proposalId, (status) => {
        if (status.at !== 'in-doubt' && status.at !== 'reversal-in-doubt')
          throw new Error(`${event.type} follows ${status.at}`);
        return { ...status, settlement: event.data };
      });
    case 'reversal-claimed':
      return withStatus(state, event.data.proposalId, (status) => {
        if (status.at !== 'executed') throw new Error(`${event.type} follows ${status.at}`);
        return { at: 'reversing', gate: status.gate, outcome: status.outcome, claim: event.data };
      });
    case 'reversal-in-doubt':
      return withStatus(state, event.data.proposalId, (status) => {
        if (status.at !== 'reversing') throw new Error(`${event.type} follows ${status.at}`);
        return { ...status, at: 'reversal-in-doubt', doubt: event.data };
      });
    case 'reversal-failed':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'reversal-failed',
        ...undoneOf(status, event.type),
        failure: event.data,
      }));
    case 'action-reversed':
      return withStatus(state, event.data.proposalId, (status) => ({
        at: 'reversed',
        ...undoneOf(status, event.type),
        reversal: event.data,
      }));
    case 'closed':
      return { ...accepted(state), phase: 'closed', closing: event.data };
    case 'feedback': {
      const feedback = [...state.feedback, event.data];
      if (event.data.reopens && state.phase === 'closed')
        return { ...accepted(state), phase: 'accepted', feedback };
      return { ...state, feedback };
    }
  }
}

/** The members that every live phase has, without those of the phase that is left. */
function accepted(state: LiveCase): Omit<Extract<CaseState, { phase: 'accepted' }>, 'phase'> {
  const { signal, attempts, holds, waiting, proposals, context, plan, feedback } = state;
  return { signal, attempts, holds, waiting, proposals, context, plan, feedback };
}

function withStatus(state: LiveCase, id: string, next: (status: ProposalStatus) => ProposalStatus): LiveCase {
  const place = state.proposals.findIndex(({ proposal }) => proposal.proposalId === id);
  const entry = state.proposals[place];
  if (!entry) throw new Error(`case ${state.signal.caseId} has no proposal ${id}`);
  return {
    ...state,
    proposals: state.proposals.with(place, { proposal: entry.proposal, status: next(entry.status) }),
  };
}

function without({ holds }: LiveCase, order: string): LiveCase['holds'] {
  return holds.filter((hold) => hold.order !== order);
}

function optionalGate(status: ProposalStatus) {
  return status.at === 'proposed' ? null : status.gate;
}

function gateOf(status: ProposalStatus, type: string) {
  const gate = optionalGate(status);
  if (!gate) throw new Error(`${type} comes before any gate decision`);
  return gate;
}

function claimOf(status: ProposalStatus, type: string) {
  if (status.at !== 'claimed' && status.at !== 'in-doubt')
    throw new Error(`${type} follows ${status.at}, not a claim`);
  const settlement = status.at === 'in-doubt' ? status.settlement : undefined;
  return { gate: status.gate, claim: status.claim, ...(settlement ? { settlement } : {}) };
}

function undoneOf(status: ProposalStatus, type: string) {
  if (status.at !== 'executed' && status.at !== 'reversing' && status.at !== 'reversal-in-doubt')
    throw new Error(`${type} follows ${status.at}, nothing that can be undone`);
  const settlement = status.at === 'reversal-in-doubt' ? status.settlement : undefined;
  return { gate: status.gate, outcome: status.outcome, ...(settlement ? { settlement } : {}) };
}
