export {
  END,
  MAX_APPEND_BYTES,
  NO_STREAM,
  type Append,
  type AppendResult,
  type EventFilter,
  type EventFormat,
  type EventStore,
  type LogBatch,
  type NewEvent,
  type ReadOptions,
  type RecordedEvent,
  type Revision,
  type SubscribeOptions,
} from './event-store.ts';
export type {
  BatchContext,
  ConsumeOptions,
  Consumer,
  GroupLag,
  IncomingMessage,
  MessageBatch,
  MessageLog,
  OutgoingMessage,
  PublishedAt,
  TopicAdmin,
  TopicSpec,
} from './message-log.ts';
export type { SchemaCodec } from './schema-codec.ts';
export type {
  EffectClass,
  ReadRequest,
  SystemReader,
  SystemRecord,
  SystemWriter,
  WriteReceipt,
  WriteRequest,
} from './systems.ts';
