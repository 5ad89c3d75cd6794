import type { Consumer, Revision } from '@dws/ports';
import { HEADERS } from '../publish/headers.ts';
import { consumeSignals, type ConsumeSignalsOptions } from './consume-signals.ts';
import type { DeadLetter } from './dead-letters.ts';
import type { Decoded } from './decode.ts';

export interface CaseMessage extends Decoded {
  readonly caseId: string;
  /** Revision of the event in the case's stream; the case must be known at least so far to act on it. */
  readonly revision: Revision;
  readonly traceparent: string | undefined;
}

export interface ConsumeCasesOptions extends Omit<ConsumeSignalsOptions, 'handle'> {
  /** Gives back what it could not use; everything else is committed when it resolves. */
  readonly handle: (messages: readonly CaseMessage[]) => Promise<readonly DeadLetter[]>;
}

/** Consumes events of cases: what `consumeSignals` does, for messages that name the case they are about. */
export function consumeCases({ handle, ...options }: ConsumeCasesOptions): Consumer {
  return consumeSignals({
    ...options,
    handle: async (decoded) => {
      const wanted: CaseMessage[] = [];
      const nameless: DeadLetter[] = [];
      for (const entry of decoded) {
        const caseId = entry.message.headers[HEADERS.caseId];
        if (caseId) wanted.push(caseMessage(entry, caseId));
        else
          nameless.push({
            message: entry.message,
            code: 'payload-invalid',
            reason: `header ${HEADERS.caseId} is missing`,
          });
      }
      const unused = wanted.length > 0 ? await handle(wanted) : [];
      return [...nameless, ...unused];
    },
  });
}

function caseMessage(entry: Decoded, caseId: string): CaseMessage {
  const { headers } = entry.message;
  const revision = Number(headers[HEADERS.revision] ?? Number.NaN);
  return {
    ...entry,
    caseId,
    // Without a revision nothing that is remembered counts as new enough.
    revision: Number.isSafeInteger(revision) ? revision : Number.MAX_SAFE_INTEGER,
    traceparent: headers[HEADERS.traceparent],
  };
}
