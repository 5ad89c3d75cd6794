import type { Consumer, IncomingMessage, MessageLog, SchemaCodec, SpanOf, Tracing } from '@dws/ports';
import { HEADERS } from '../publish/headers.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { traced } from '../runtime/traced.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import { decodeBatch, type Decoded } from './decode.ts';
import { toldErrors } from './told-errors.ts';

export interface ConsumeSignalsOptions {
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
  /** Told of messages of other types; gives back what has to be set aside of them. */
  readonly tracing?: Tracing;
  readonly passedOver?: (messages: readonly IncomingMessage[]) => readonly DeadLetter[];
  /** Gives back what it could not use. */
  readonly handle: (messages: readonly Decoded[]) => Promise<readonly DeadLetter[]>;
}

/** Consumes signals of the given types; other types on the topic are for other workers. */
export function consumeSignals(options: ConsumeSignalsOptions): Consumer {
  const { messages, codec, deadLetters, group, topics, maxBatch, concurrency, metrics, log, tracing } =
    options;
  const types = new Set(options.types);
  return messages.consume({
    group,
    topics,
    maxBatch,
    concurrency,
    onBatch: async (batch) => {
      const { decoded, letters } = await decodeBatch(batch.messages, (type) => types.has(type), codec);
      const unused =
        decoded.length > 0
          ? await traced(
              tracing,
              `consume ${batch.topic}`,
              'consumer',
              () => decoded.map((one) => spanOf(one, group)),
              () => options.handle(decoded),
            )
          : [];
      const strays = options.passedOver?.(batch.messages.filter((message) => isOther(message, types))) ?? [];
      await deadLetters.put(group, [...letters, ...unused, ...strays]);
      metrics.count('dws_batches_total', { group, result: 'committed' });
    },
    onError: toldErrors(log, group),
  });
}

function spanOf({ message: { headers, topic, partition, offset }, type }: Decoded, group: string): SpanOf {
  return {
    traceparent: headers[HEADERS.traceparent],
    attributes: {
      'messaging.system': 'kafka',
      'messaging.destination.name': topic,
      'messaging.consumer.group.name': group,
      'messaging.destination.partition.id': String(partition),
      'messaging.kafka.offset': offset,
      'dws.type': type,
    },
  };
}

function isOther({ headers }: IncomingMessage, types: ReadonlySet<string>): boolean {
  const type = headers[HEADERS.type];
  return type !== undefined && !types.has(type);
}
