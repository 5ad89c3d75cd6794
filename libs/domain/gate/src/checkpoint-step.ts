import type { CheckpointAnswer } from './engines.ts';
import type { Steps } from './verdict.ts';

export interface AskedReview {
  readonly reviewers?: readonly string[];
  readonly deadlineHours?: number;
  readonly secondPerson: boolean;
}

/** The table's word on the proposal, and whom it names. No row, or an error, denies. */
export function checkpointStep(answer: CheckpointAnswer | Error | null, steps: Steps): AskedReview {
  if (answer instanceof Error) {
    steps.note('checkpoint', 'policy-error', `the checkpoint table failed: ${answer.message}`, 'deny');
    return { secondPerson: true };
  }
  if (!answer) {
    steps.note('checkpoint', 'no-row', 'no row of the checkpoint table matches', 'deny');
    return { secondPerson: true };
  }
  steps.note('checkpoint', answer.row, answer.reason, answer.decision);
  return {
    ...(answer.reviewers.length > 0 ? { reviewers: answer.reviewers } : {}),
    ...(answer.deadlineHours > 0 ? { deadlineHours: answer.deadlineHours } : {}),
    secondPerson: answer.secondPerson,
  };
}
