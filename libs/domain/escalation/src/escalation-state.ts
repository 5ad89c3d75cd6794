import type {
  EscalationAccepted,
  EscalationCompleted,
  EscalationOverdue,
  EscalationRaised,
} from '@dws/contracts';
import type { Instant } from '@dws/kernel';

/** The events of an `escalation-<id>` stream. */
export type EscalationEvent =
  | { readonly type: 'escalation-raised'; readonly data: EscalationRaised }
  | { readonly type: 'escalation-accepted'; readonly data: EscalationAccepted }
  | { readonly type: 'escalation-completed'; readonly data: EscalationCompleted }
  | { readonly type: 'escalation-overdue'; readonly data: EscalationOverdue };

/** One worker of the receiving domain that took the hand-over up. */
export interface Reception {
  readonly accepted: EscalationAccepted;
  /** Null while its case is not closed. */
  readonly completed: EscalationCompleted | null;
}

/** What became of a hand-over. */
export interface EscalationState {
  readonly raised: EscalationRaised;
  /** In the order in which it was taken up. */
  readonly receptions: readonly Reception[];
  /** Set when its deadline passed first; it stays, also when it is completed later. */
  readonly overdue: EscalationOverdue | null;
}

/** Events are facts: they are folded, not judged. Anything before `escalation-raised` means that a writer is broken. */
export function evolveEscalation(state: EscalationState | null, event: EscalationEvent): EscalationState {
  if (event.type === 'escalation-raised')
    return state ?? { raised: event.data, receptions: [], overdue: null };
  if (!state) throw new Error(`an escalation begins with escalation-raised, found ${event.type}`);
  switch (event.type) {
    case 'escalation-accepted':
      return { ...state, receptions: [...state.receptions, { accepted: event.data, completed: null }] };
    case 'escalation-completed':
      return {
        ...state,
        receptions: state.receptions.map((reception) =>
          reception.accepted.caseId === event.data.caseId
            ? { ...reception, completed: event.data }
            : reception,
        ),
      };
    case 'escalation-overdue':
      return { ...state, overdue: event.data };
  }
}

/** A receiving case has begun. Nothing to append where that stands. */
export function acceptEscalation(
  accepted: EscalationAccepted,
  { receptions }: EscalationState,
): readonly EscalationEvent[] {
  const stands = receptions.some((reception) => reception.accepted.caseId === accepted.caseId);
  return stands ? [] : [{ type: 'escalation-accepted', data: accepted }];
}

/** A receiving case has closed; what it began with is recorded with it where that is missing. */
export function completeEscalation(
  accepted: EscalationAccepted,
  completed: EscalationCompleted,
  state: EscalationState,
): readonly EscalationEvent[] {
  const before = acceptEscalation(accepted, state);
  const standing = state.receptions.find((reception) => reception.accepted.caseId === completed.caseId);
  return standing?.completed ? [] : [...before, { type: 'escalation-completed', data: completed }];
}

/** Its deadline has passed and it is not completed: whoever answers for failures is named, once. */
export function escalationOverdue(now: Instant, state: EscalationState): readonly EscalationEvent[] {
  const { raised, receptions, overdue } = state;
  if (overdue || now < raised.dueAt || stepOfEscalation(state) === 'completed') return [];
  const { escalationId, path, dueAt, failureOwner } = raised;
  const missing = receptions.length === 0 ? 'acceptance' : 'completion';
  return [
    { type: 'escalation-overdue', data: { escalationId, path, missing, dueAt, failureOwner, at: now } },
  ];
}

export type EscalationStep = 'raised' | 'accepted' | 'completed';

/** Completed when every case that took it up is closed. */
export function stepOfEscalation({ receptions }: Pick<EscalationState, 'receptions'>): EscalationStep {
  if (receptions.length === 0) return 'raised';
  return receptions.every(({ completed }) => completed !== null) ? 'completed' : 'accepted';
}
