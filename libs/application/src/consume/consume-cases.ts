import { HEADERS } from '../publish/headers.ts';
import type { Consumer, MessageBatch, MessageLog, Revision, SchemaCodec } from '@dws/ports';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { decodeBatch, type Decoded } from './decode.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';

export interface CaseMessage extends Decoded {
  readonly caseId: string;
  /** Revision of the event in the case's stream; the case must be known at least so far to act on it. */
  readonly revision: Revision;
  readonly traceparent: string | undefined;
}

export interface ConsumeCasesOptions {
  readonly messages: MessageLog;
  readonly codec: SchemaCodec;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly group: string;
  readonly topics: readonly string[];
  readonly types: readonly string[];
  readonly maxBatch: number;
  readonly concurrency: number;
  /** Gives back what it could not use; everything else is committed when it resolves. */
  readonly handle: (messages: readonly CaseMessage[]) => Promise<readonly DeadLetter[]>;
}

/** Consumes events of cases: filter by type, decode, handle, set aside, commit. */
export function consumeCases(options: ConsumeCasesOptions): Consumer {
  const { messages, group, topics, maxBatch, concurrency, log } = options;
  return messages.consume({
    group,
    topics,
    maxBatch,
    concurrency,
    onBatch: (batch) => handleBatch(batch, options),
    onError: (error) => log.warn({ err: error, group }, 'batch will be handed over again'),
  });
}

async function handleBatch(batch: MessageBatch, options: ConsumeCasesOptions): Promise<void> {
  const { codec, deadLetters, group, handle, metrics } = options;
  const types = new Set(options.types);
  const { decoded, letters } = await decodeBatch(batch.messages, (type) => types.has(type), codec);
  const wanted: CaseMessage[] = [];
  const nameless: DeadLetter[] = [];
  for (const entry of decoded) {
    const caseId = entry.message.headers[HEADERS.caseId];
    if (!types.has(entry.type)) continue;
    if (caseId) wanted.push(caseMessage(entry, caseId));
    else
      nameless.push({
        message: entry.message,
        code: 'payload-invalid',
        reason: `header ${HEADERS.caseId} is missing`,
      });
  }
  const unused = wanted.length > 0 ? await handle(wanted) : [];
  await deadLetters.put(group, [...letters, ...nameless, ...unused]);
  metrics.count('dws_batches_total', { group, result: 'committed' });
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
