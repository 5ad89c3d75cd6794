import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';
import { DEFAULT_BOUNDS, type KafkaBounds, type KafkaLogLine, type KafkaOptions } from './kafka-options.ts';

/** A configured client and the bounds that everything built on it keeps. */
export interface KafkaClient {
  readonly kafka: Kafka;
  readonly bounds: KafkaBounds;
}

const LEVELS: Readonly<Record<number, KafkaLogLine['level']>> = {
  [kafkajs.logLevel.ERROR]: 'error',
  [kafkajs.logLevel.WARN]: 'warn',
  [kafkajs.logLevel.INFO]: 'info',
  [kafkajs.logLevel.DEBUG]: 'debug',
};

export function kafkaClient(options: KafkaOptions): KafkaClient {
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const kafka = new kafkajs.Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
    ...(options.sasl === undefined ? {} : { sasl: options.sasl as SASLOptions }),
    connectionTimeout: bounds.connectionTimeoutMs,
    requestTimeout: bounds.requestTimeoutMs,
    retry: {
      retries: bounds.requestRetries,
      initialRetryTime: bounds.retryFirstMs,
      maxRetryTime: bounds.retryMostMs,
    },
    logLevel: options.onLog ? kafkajs.logLevel.INFO : kafkajs.logLevel.NOTHING,
    logCreator: () => (entry) => options.onLog?.(lineOf(entry)),
  });
  return { kafka, bounds };
}

function lineOf({ level, namespace, log }: LogEntry): KafkaLogLine {
  const { message, timestamp: _, ...details } = log;
  return { level: LEVELS[level] ?? 'debug', message: `${namespace}: ${message}`, details };
}
