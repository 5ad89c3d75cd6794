import type { CheckpointAnswer } from './engines.ts';
import { finding, type Finding } from './verdict.ts';

/** The table's word on the proposal. No row, or an error, denies. */
export function checkpointStep(answer: CheckpointAnswer | Error | null): Finding {
  if (answer instanceof Error) {
    return finding('checkpoint', 'policy-error', `the checkpoint table failed: ${answer.message}`, 'deny');
  }
  if (!answer) return finding('checkpoint', 'no-row', 'no row of the checkpoint table matches', 'deny');
  return finding('checkpoint', answer.row, answer.reason, answer.decision);
}
