import { isDwsError, type ErrorCode } from '@dws/kernel';
import type { Log } from '../runtime/log.ts';

const WAITING_FOR: Readonly<Partial<Record<ErrorCode, string>>> = {
  'log-unavailable': 'waiting for the message log',
  'store-unavailable': 'waiting for the event store',
  'store-outcome-unknown': 'waiting for the event store',
};

/** Says in the log why a group's batch was not handled, or its connection lost. Both are tried again, with a backoff. */
export function toldErrors(log: Log, group: string): (error: unknown) => void {
  return (error) => {
    const awaited = isDwsError(error) ? WAITING_FOR[error.code] : undefined;
    if (isDwsError(error) && awaited)
      log.warn({ code: error.code, reason: error.message, group }, `${awaited}; its batch will come again`);
    else log.warn({ err: error, group }, 'batch will be handed over again');
  };
}
