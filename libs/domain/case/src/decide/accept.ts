import type { SignalAccepted, Waiting } from '@dws/contracts';
import type { CaseState } from '../state.ts';
import { refuse, type Decision } from './decision.ts';

/**
 * Takes up a signal. The same signal again changes nothing; the same id with another body is a conflict that
 * the caller sends to the dead-letter topic.
 */
export function accept(signal: SignalAccepted, state: CaseState): Decision {
  if (state.phase === 'none') return { events: [{ type: 'signal-accepted', data: signal }] };
  if (state.signal.bodyDigest !== signal.bodyDigest) {
    return refuse(
      'signal-conflict',
      `case ${signal.caseId} was opened by body ${state.signal.bodyDigest}, found ${signal.bodyDigest}`,
    );
  }
  return refuse('already-done', `case ${signal.caseId} has accepted this signal`);
}

/** Puts the case aside until `wait.dueAt`, so that a slow system never blocks a partition. */
export function wait(waiting: Waiting, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'there is no case to wait for');
  if (state.phase === 'closed') return refuse('wrong-phase', `case ${state.signal.caseId} is closed`);
  return { events: [{ type: 'waiting', data: waiting }] };
}
