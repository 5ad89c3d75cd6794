import type { ConnectionOptions } from 'node:tls';

/** One line of the client's own log. */
export interface KafkaLogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface KafkaOptions {
  /** `host:port` of some brokers; the client learns of the others from them. */
  readonly brokers: readonly string[];
  /** Shows in the broker's logs and quotas: the service's name. */
  readonly clientId: string;
  readonly ssl?: ConnectionOptions | boolean;
  readonly sasl?: {
    readonly mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain';
    readonly username: string;
    readonly password: string;
  };
  /**
   * Name of this process among its replicas, for ever the same and no two alike: a member that is killed and comes back
   * within its session then keeps its partitions, without a rebalance. Where the client can (not kafkajs).
   */
  readonly instanceId?: string;
  /** Default: nobody listens. What matters comes through errors and `onError`. */
  readonly onLog?: (line: KafkaLogLine) => void;
  readonly bounds?: Partial<KafkaBounds>;
}

/** Every limit of this adapter. Milliseconds, bytes, or counts. */
export interface KafkaBounds {
  /** How long a publish waits for company. 0: for the calls of the same turn of the event loop. */
  readonly lingerMs: number;
  /** Most bytes and records in one produce request. Kafka's own bound is 1,048,588 bytes for one partition. */
  readonly produceBytes: number;
  readonly produceRecords: number;
  /** Most bytes and records waiting to be sent; beyond, `publish` answers `queue-full`. */
  readonly queueBytes: number;
  readonly queueRecords: number;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Attempts of one request after the first, and the waits between them. */
  readonly requestRetries: number;
  readonly retryFirstMs: number;
  readonly retryMostMs: number;
  /** A member that is silent for so long loses its partitions: how long a killed replica is missed. */
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  /** How long the group waits for a member to come back when it is dealt anew. */
  readonly rebalanceTimeoutMs: number;
  /** How long a fetch waits for records; also how long a stop or a resume may take to be noticed. */
  readonly fetchWaitMs: number;
  readonly fetchBytesPerPartition: number;
  readonly fetchBytes: number;
  /** Connections to each broker on which a consumer fetches, where the client has more than one (not kafkajs). */
  readonly fetchConnections: number;
  /** Age at which topic metadata is asked for again; added partitions are noticed then. */
  readonly metadataAgeMs: number;
  /** A handler that takes longer than this no longer holds up the fetching of other partitions. */
  readonly detachAfterMs: number;
  /** A handler that takes longer than this will never end: the consumer fails. */
  readonly handlerTimeoutMs: number;
  /** Waits before a rejected batch is handed over again. */
  readonly rejectionFirstMs: number;
  readonly rejectionMostMs: number;
  /** Waits before a lost connection is tried again. */
  readonly reconnectFirstMs: number;
  readonly reconnectMostMs: number;
  /** How long a consumer that has run takes a topic that is unknown, or a refusal, for a broker that is not quite back. */
  readonly finalAfterMs: number;
  readonly peekTimeoutMs: number;
  /** Times that a topic is looked for before it is called unknown, and the wait between: metadata spreads slowly. */
  readonly topicLookups: number;
  readonly topicLookupMs: number;
  /** How long a created topic may take until its partitions have leaders. */
  readonly topicReadyMs: number;
  /** How long changed access may take until it is held to: brokers come to it when they have made new topics. */
  readonly accessHeldMs: number;
}

export const DEFAULT_BOUNDS: KafkaBounds = {
  lingerMs: 0,
  produceBytes: 1_000_000,
  produceRecords: 5_000,
  queueBytes: 64 * 1024 * 1024,
  queueRecords: 100_000,
  connectionTimeoutMs: 3_000,
  requestTimeoutMs: 30_000,
  requestRetries: 5,
  retryFirstMs: 100,
  retryMostMs: 5_000,
  sessionTimeoutMs: 10_000,
  heartbeatMs: 2_000,
  rebalanceTimeoutMs: 30_000,
  fetchWaitMs: 250,
  fetchBytesPerPartition: 1024 * 1024,
  fetchBytes: 10 * 1024 * 1024,
  fetchConnections: 2,
  metadataAgeMs: 30_000,
  detachAfterMs: 100,
  handlerTimeoutMs: 300_000,
  rejectionFirstMs: 100,
  rejectionMostMs: 10_000,
  reconnectFirstMs: 200,
  reconnectMostMs: 10_000,
  finalAfterMs: 60_000,
  peekTimeoutMs: 15_000,
  topicLookups: 3,
  topicLookupMs: 150,
  topicReadyMs: 15_000,
  accessHeldMs: 90_000,
};
