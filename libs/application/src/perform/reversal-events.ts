import { endReversal, type Decision } from '@dws/case';
import type { ReversalClaimed } from '@dws/contracts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { dispatchWait, retryWait, type Waiter } from './claim-wait.ts';
import type { EffectResult } from './perform-effect.ts';

/** The events with which one attempt to undo an action ends. */
export function decideReversalEnd(
  result: EffectResult,
  { proposalId, digest, reason }: ReversalClaimed,
  waiter: Waiter,
  loaded: LoadedCase,
): Decision {
  const { state } = loaded;
  const common = { proposalId, digest, at: waiter.now };
  const failed = (code: string, message: string): Decision =>
    endReversal({ type: 'reversal-failed', data: { ...common, code, message } }, state);
  const doubted = (detail: string): Decision =>
    endReversal({ type: 'reversal-in-doubt', data: { ...common, detail } }, state);
  switch (result.ended) {
    case 'executed': {
      const data = { ...common, reason, receipt: result.receipt, by: waiter.service };
      return endReversal({ type: 'action-reversed', data }, state);
    }
    case 'failed':
      return failed(result.code, result.message);
    case 'stale':
      // Somebody built on what was written: taking it away would undo their work too.
      return failed('record-version-changed', result.message);
    case 'doubt':
      return doubted(result.detail);
    case 'later':
      return retryWait(result.detail, proposalId, waiter, loaded) ?? doubted(result.detail);
    case 'wait':
      return dispatchWait(result, proposalId, waiter, loaded);
  }
}
