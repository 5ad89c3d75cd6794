import type {
  BatchContext,
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageBatch,
  MessageLog,
} from '@dws/ports';
import { eventually } from '../../eventually.ts';
import type { Patience } from './check.ts';
import { textOf } from './scratch.ts';

/** A consumer that keeps what it was given. `stop` it at the end of the check. */
export interface Recorder {
  readonly consumer: Consumer;
  readonly batches: readonly MessageBatch[];
  readonly errors: readonly unknown[];
  /** Every record of every batch handed over, in order, also of rejected batches. */
  messages(): readonly IncomingMessage[];
  /** Their values as text. */
  texts(): readonly string[];
  /** Waits until at least `count` records were handed over. */
  waitFor(count: number, patience: Patience): Promise<void>;
}

export type RecorderOptions = Partial<Omit<ConsumeOptions, 'onError' | 'onBatch'>> & {
  readonly group: string;
  readonly topics: readonly string[];
  /** Runs after the batch was noted. */
  readonly handle?: (batch: MessageBatch, context: BatchContext) => Promise<void>;
};

export function record(log: MessageLog, options: RecorderOptions): Recorder {
  const { handle, ...consume } = options;
  const batches: MessageBatch[] = [];
  const errors: unknown[] = [];
  const consumer = log.consume({
    maxBatch: 100,
    concurrency: 4,
    ...consume,
    onBatch: async (batch, context) => {
      batches.push(batch);
      await handle?.(batch, context);
    },
    onError: (error) => errors.push(error),
  });
  const messages = (): IncomingMessage[] => batches.flatMap((batch) => batch.messages);
  return {
    consumer,
    batches,
    errors,
    messages,
    texts: () => messages().map((message) => textOf(message.value)),
    waitFor: (count, patience) =>
      eventually(`${count} records handed over`, patience.withinMs, () => messages().length >= count),
  };
}

/** Runs `body` on a recorder that is ready, and stops it whatever happens. */
export async function whileRecording<T>(
  log: MessageLog,
  options: RecorderOptions,
  body: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  const recorder = record(log, options);
  try {
    await recorder.consumer.ready;
    return await body(recorder);
  } finally {
    await recorder.consumer.stop();
  }
}
