import type { ActionProposal, ContextAssembled, Planned } from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import type { CaseState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';

export interface RecordPlan {
  readonly context: ContextAssembled;
  readonly planned: Planned;
  readonly proposals: readonly ActionProposal[];
}

/** Records a context and the plan made on it. A case is planned once, and again only when its facts changed. */
export function recordPlan(plan: RecordPlan, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a plan needs an accepted signal');
  const { caseId } = state.signal;
  if (state.phase !== 'accepted')
    return refuse('already-done', `case ${caseId} has its plan ${state.attempts}`);
  if (plan.planned.attempt !== state.attempts + 1) {
    return refuse(
      'wrong-phase',
      `case ${caseId} expects plan ${state.attempts + 1}, found plan ${plan.planned.attempt}`,
    );
  }
  const events: CaseEvent[] = [
    { type: 'context-assembled', data: plan.context },
    { type: 'planned', data: plan.planned },
    ...plan.proposals.map((data): CaseEvent => ({ type: 'action-proposal', data })),
  ];
  return settle(state, events, plan.planned.plannedAt);
}
