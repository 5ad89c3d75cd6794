/** Topics of records with keys, consumer groups and committed offsets: Kafka, or the embedded log. */

/**
 * Key, headers and value of one record together are at most this long. Below Kafka's default of 1,048,588 bytes
 * for a whole record batch, so that any record that passes here fits a topic with default settings.
 */
export const MAX_MESSAGE_BYTES = 1_000_000;

export interface OutgoingMessage {
  readonly topic: string;
  /** The business entity: records of one key keep their order. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` publishes a tombstone. */
  readonly value: Uint8Array | null;
}

export interface IncomingMessage {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text, as Kafka clients give it. */
  readonly offset: string;
  /** Empty where the record has none. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` for a tombstone. */
  readonly value: Uint8Array | null;
  /** Milliseconds since the epoch, as the publisher or the broker set it. */
  readonly timestamp: number;
}

export interface PublishedAt {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Records of one partition in order. */
export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
  /** Offset after the newest record of the partition when the batch was fetched; lag = this − last offset − 1. */
  readonly highWatermark: string;
}

export interface BatchContext {
  /**
   * True once the partition was taken away or the consumer stops: finish nothing more, results will be redone
   * elsewhere. A batch whose handler was once answered `true` is not committed, whether the handler then
   * resolves or rejects, so leaving early loses nothing.
   */
  isStale(): boolean;
  /** Keeps the membership alive during long work. */
  heartbeat(): Promise<void>;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Most records handed over at once. */
  readonly maxBatch: number;
  /** Most partitions handled at the same time. */
  readonly concurrency: number;
  /** Where a group without a committed offset starts. Default `earliest`. */
  readonly startFrom?: 'earliest' | 'latest';
  /**
   * Resolves: the offset after the batch is committed. Rejects: nothing is committed and the batch is handed
   * over again after a backoff, for ever; a record that can never be handled is the handler's to set aside.
   */
  readonly onBatch: (batch: MessageBatch, context: BatchContext) => Promise<void>;
  /** Told of every rejected batch and every lost connection; for logs and health. */
  readonly onError?: (error: unknown) => void;
}

/**
 * `starting` until the group has given this member its partitions, and again while a lost connection is being
 * restored. `failed` is final: the consumer will not come back by itself.
 */
export type ConsumerState = 'starting' | 'running' | 'paused' | 'stopped' | 'failed';

export interface Consumer {
  /** Now; for health endpoints. */
  readonly state: ConsumerState;
  /**
   * Resolves when the group has given this member its partitions; a group that starts at `latest` gets what is
   * published from then on. Rejects when the consumer fails or is stopped before that. Never an unhandled
   * rejection: nobody has to listen.
   */
  readonly ready: Promise<void>;
  /**
   * Resolves after `stop`. Rejects when the consumer has failed for good (`topic-unknown`, refused credentials,
   * a handler that never settles): the process should then end itself and be started afresh. Never an unhandled
   * rejection.
   */
  readonly closed: Promise<void>;
  /** Stops fetching but stays in the group. */
  pause(): void;
  resume(): void;
  /** Finishes the batches in hand, commits them and leaves the group. Never rejects; a second call waits for the first. */
  stop(): Promise<void>;
}

export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** Next offset the group will read; `null` where it has committed none. */
  readonly committed: string | null;
  readonly end: string;
  /** Records the group has still to read; where it has committed none, all that the partition holds. */
  readonly lag: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Kafka's configuration names: `retention.ms`, `cleanup.policy`, `max.message.bytes`, … */
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicAdmin {
  /** Topics that exist now, with the configuration entries that are not the broker's defaults. */
  describe(): Promise<readonly TopicSpec[]>;
  /** Creates topics; one that exists already is left as it is. */
  create(topics: readonly TopicSpec[]): Promise<void>;
  /**
   * Sets the named configuration entries and, upwards only, the partition count. Entries that `topic` does not
   * name stay as they are: an operator may have set them for the night. `topic-unknown` where it does not exist.
   */
  alter(topic: TopicSpec): Promise<void>;
  /** One entry per group and partition of every topic in which the group has committed or is assigned something. */
  lag(groups: readonly string[]): Promise<readonly GroupLag[]>;
}

/** Errors: `log-unavailable`, `topic-unknown`, `payload-too-large`, `queue-full`. */
export interface MessageLog {
  /** Durable (Kafka: `acks=all`) when the promise resolves; results in the order given. */
  publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]>;
  consume(options: ConsumeOptions): Consumer;
  /** Records of one partition from `offset` on, outside any group: for tracing, DLQ tools and tests. */
  peek(topic: string, partition: number, offset: string, limit: number): Promise<readonly IncomingMessage[]>;
  readonly admin: TopicAdmin;
  close(): Promise<void>;
}
