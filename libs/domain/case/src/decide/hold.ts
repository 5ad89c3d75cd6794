import type { Change, Frozen, Released } from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import { unclaimedUnder } from '../holds.ts';
import { isUnclaimed, type CaseState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';

/** A control order takes hold of what it is about in the case: a claim that was decided before this append fails on the revision. */
export function freeze(frozen: Frozen, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'there is no case to freeze');
  if (state.phase === 'closed') return refuse('wrong-phase', 'the case is closed');
  if (state.holds.some(({ order }) => order === frozen.order))
    return refuse('already-done', 'this order holds it already');
  const events: CaseEvent[] = [{ type: 'frozen', data: frozen }];
  if (frozen.kind === 'stop-pending') {
    const open = unclaimedUnder(frozen, state);
    if (open.length > 0) events.push(supersededBy([...open], 'control-order', frozen.at));
  }
  return settle(state, events, frozen.at);
}

export function release(released: Released, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'there is no case to release');
  if (!state.holds.some(({ order }) => order === released.order))
    return refuse('already-done', `order ${released.order} does not hold the case`);
  return { events: [{ type: 'released', data: released }] };
}

export interface Supersede {
  readonly reason: 'newer-signal' | 'context-changed' | 'correction';
  /** Case of the newer signal, or empty. */
  readonly byCase: string;
  readonly changes: readonly Change[];
  readonly at: string;
  /** Plan this case again on the new facts instead of closing it. */
  readonly replan: boolean;
}

/** Whatever is not yet claimed falls away. What is claimed or done stays. */
export function supersede(command: Supersede, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'there is no case to supersede');
  const open = unclaimed(state);
  if (open.length === 0) return refuse('already-done', 'every proposal is claimed or settled');
  const { reason, byCase, changes, at, replan } = command;
  const event: CaseEvent = {
    type: 'superseded',
    data: { proposalIds: open, reason, byCase, changes: [...changes], at, replan },
  };
  return settle(state, [event], at);
}

function unclaimed(state: Exclude<CaseState, { phase: 'none' }>): string[] {
  return state.proposals
    .filter(({ status }) => isUnclaimed(status))
    .map(({ proposal }) => proposal.proposalId);
}

function supersededBy(proposalIds: string[], reason: string, at: string): CaseEvent {
  return { type: 'superseded', data: { proposalIds, reason, byCase: '', changes: [], at, replan: false } };
}
