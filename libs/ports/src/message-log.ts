/** Topics of records with keys, consumer groups and committed offsets: Kafka, or the embedded log. */

export interface OutgoingMessage {
  readonly topic: string;
  /** The business entity: records of one key keep their order. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
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
  /** True once the partition was taken away or the consumer stops: finish nothing more, results will be redone elsewhere. */
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

export interface Consumer {
  /** Resolves when the group has given this member its partitions. */
  readonly ready: Promise<void>;
  /** Stops fetching but stays in the group. */
  pause(): void;
  resume(): void;
  /** Finishes the batches in hand, commits them and leaves the group. */
  stop(): Promise<void>;
}

export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** Next offset the group will read; `null` where it has committed none. */
  readonly committed: string | null;
  readonly end: string;
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
  /** Brings configuration and, upwards only, the partition count to `topic`. */
  alter(topic: TopicSpec): Promise<void>;
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
