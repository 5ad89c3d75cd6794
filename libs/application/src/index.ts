export { CaseCache } from './case/case-cache.ts';
export { Cases, type CasesOptions, type Change, type Changed } from './case/cases.ts';
export type { LoadedCase, StoredCaseEvent } from './case/loaded-case.ts';
export { decodeMetadata, encodeMetadata, type EventMetadata } from './case/metadata.ts';
export { consumeCases, type CaseMessage, type ConsumeCasesOptions } from './consume/consume-cases.ts';
export { Consumers } from './consume/consumers.ts';
export { consumeSignals, type ConsumeSignalsOptions } from './consume/consume-signals.ts';
export { DEAD_LETTER_HEADERS, DeadLetters, type DeadLetter } from './consume/dead-letters.ts';
export { decodeBatch, type Decoded, type DecodedBatch } from './consume/decode.ts';
export { toldErrors } from './consume/told-errors.ts';
export { learn, memoryAt, memoryStream, type MemorySources } from './memory/memory-at.ts';
export { MemoryView, type MemoryViewOptions } from './memory/memory-view.ts';
export { traced } from './runtime/traced.ts';
export { spanOf } from './perform/span-of.ts';
export { frozenBy } from './control/frozen-by.ts';
export { appendDecided } from './control/append-control.ts';
export { CONTROL_STREAM, ControlView } from './control/control-view.ts';
export { EnforcementPoint, type EnforcementPointOptions, type Passage } from './control/enforcement-point.ts';
export { attributeFlaw } from './publish/attribute-flaw.ts';
export { AVRO, HEADERS, JSON_CLOUD_EVENT } from './publish/headers.ts';
export { Publisher, type FromStore } from './publish/publisher.ts';
export { topicOf } from './publish/route.ts';
export { CRASH_POINTS, noProbe, type CrashPoint, type CrashProbe } from './runtime/crash-points.ts';
export { addSeconds, instantOf, millisecondsOf, nowOf } from './runtime/instants.ts';
export { silentLog, type Log } from './runtime/log.ts';
export { METRICS, noMetrics, type MetricName, type Metrics } from './runtime/metrics.ts';
export { Names, type TopicKind } from './runtime/names.ts';
export { systemTimers, type Timers } from './runtime/timers.ts';
export { assembleContext, type AssembledContext, type AssembleOptions } from './worker/assemble-context.ts';
export { incomingSignal, MAX_HOPS, whyNot, type IncomingSignal } from './worker/incoming-signal.ts';
export {
  decidePlan,
  makePlan,
  planInput,
  signalView,
  type MadePlan,
  type RunnableWorker,
} from './worker/make-plan.ts';
export { assertSignalSize, MAX_SIGNAL_BODY_BYTES } from './worker/signal-size.ts';
export { earlierCase, SubjectHistories, type SubjectHistory } from './worker/subject-history.ts';
export {
  WORKER_BOUNDS,
  WorkerRuntime,
  type WorkerBounds,
  type WorkerRuntimeOptions,
} from './worker/worker-runtime.ts';
export { Batcher } from './perform/batcher.ts';
export {
  PERFORM_BOUNDS,
  PerformEngine,
  type PerformBounds,
  type PerformCrashPoints,
  type PerformOptions,
} from './perform/perform-engine.ts';
export type {
  Authenticity,
  ClaimPolicy,
  ClaimToCheck,
  Performer,
  Undoing,
  Work,
} from './perform/performer.ts';
export { RETRY_SECONDS } from './perform/claim-wait.ts';
export {
  servicePorts,
  type RunningService,
  type ServicePorts,
  type Surroundings,
} from './runtime/service-ports.ts';
export { caseAuthenticity } from './authenticity/case-authenticity.ts';
export { GateMac } from './authenticity/gate-mac.ts';
export { isSettlementSigned, isSigned, type ReviewKeys } from './authenticity/review-signature.ts';
export { performingService, type PerformingServiceOptions } from './perform/performing-service.ts';
export { consumerGroups, serviceOfGroup } from './consume/consumer-groups.ts';
export { runnableWorker, workerService, type WorkerServiceOptions } from './worker/worker-service.ts';
export { RegistryView, type RegistryViewOptions } from './registry/registry-view.ts';
export { ForgeryAlarm, forgeryIn } from './authenticity/forgeries.ts';
