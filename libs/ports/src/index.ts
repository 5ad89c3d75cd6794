export type { AccessAdmin, AccessRule } from './access-admin.ts';
export type { GroupAdmin, GroupMember, GroupState, Moment, PartitionOffset } from './group-admin.ts';
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
export {
  MAX_MESSAGE_BYTES,
  type BatchContext,
  type ConsumeOptions,
  type Consumer,
  type ConsumerState,
  type GroupLag,
  type IncomingMessage,
  type MessageBatch,
  type MessageLog,
  type OutgoingMessage,
  type PublishedAt,
  type TopicAdmin,
  type TopicSpec,
} from './message-log.ts';
export type { SchemaCodec } from './schema-codec.ts';
export type { SealStore, StoredSeal } from './seal-store.ts';
export type { Signer } from './signer.ts';
export type {
  EffectClass,
  ReadRequest,
  Reversal,
  SystemReader,
  SystemRecord,
  SystemWriter,
  WriteReceipt,
  WriteRequest,
} from './systems.ts';
export type {
  Authorization,
  AuthorizationRequest,
  Authorizer,
  MakeAuthorizer,
  PolicyEntity,
  PolicyFile,
} from './authorizer.ts';
export type {
  DecisionTable,
  MakeDecisionTable,
  TableColumns,
  TableFieldType,
  TableRow,
} from './decision-table.ts';
export type { OpenSpan, SpanAttributes, SpanKind, SpanOf, Tracing } from './tracing.ts';
