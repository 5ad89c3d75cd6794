import {
  expectValid,
  type ActionProposal,
  type ContextAssembled,
  type EventData,
  type EventType,
  type Planned,
  type SignalAccepted,
} from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import type { TimelineEvent } from './answers.ts';

/** Everything that a case holds of one of its plans: what went in, and what came out. */
export interface RecordedPlan {
  readonly signal: SignalAccepted;
  readonly context: ContextAssembled;
  readonly planned: Planned;
  /** In the order of the plan; one that an earlier plan had executed already is not among them. */
  readonly proposals: readonly ActionProposal[];
}

/**
 * The plan of that attempt; of the last one where none is named.
 * @throws DwsError `not-found` where the case has no such plan, `payload-invalid` where an event is none of ours
 */
export function recordedPlan(timeline: readonly TimelineEvent[], attempt?: number): RecordedPlan {
  const plans = contents(timeline, 'planned');
  const planned = attempt === undefined ? plans.at(-1) : plans.find((one) => one.attempt === attempt);
  const [signal] = contents(timeline, 'signal-accepted');
  const context = contents(timeline, 'context-assembled').find((one) => one.attempt === planned?.attempt);
  if (!signal || !planned || !context) {
    const which = attempt === undefined ? 'a plan' : `plan ${attempt}`;
    throw new DwsError('not-found', `expected ${which} in the case, found ${plans.length} plans`, {
      next: 'Run "dws case show": a case that waits for a system has no plan yet.',
    });
  }
  const proposals = contents(timeline, 'action-proposal').filter(
    ({ attempt: of, origin }) => of === planned.attempt && origin === 'plan',
  );
  return { signal, context, planned, proposals };
}

function contents<T extends EventType>(timeline: readonly TimelineEvent[], type: T): readonly EventData<T>[] {
  return timeline
    .filter((event) => event.type === type)
    .map(({ data }) => expectValid(type, data) as EventData<T>);
}
