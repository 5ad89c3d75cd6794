export { applyAccess, planAccess } from './apply-access.ts';
export { applyTopics, type ApplyTopicsOptions } from './apply-topics.ts';
export { codeHashOf } from './code-hash.ts';
export { crashProbe } from './crash-probe.ts';
export {
  DependencyWatch,
  WATCH_BOUNDS,
  type Awaited,
  type Dependency,
  type WatchBounds,
} from './dependency-watch.ts';
export { discoverWorkers } from './discover-workers.ts';
export { healthServer, type Health } from './health-server.ts';
export { kafkaConnection, type KafkaConnection } from './kafka-connection.ts';
export { openAfterReviewKey, openGateMac, openReviewKeys, openSealKeys, openSigner } from './keys.ts';
export { openLog, openStore } from './open-adapters.ts';
export { openCodec } from './open-codec.ts';
export { openPolicies, policySettings } from './open-policies.ts';
export { openReader, openWriter, readerSettings, writerSettings } from './open-systems.ts';
export { pinoLog } from './pino-log.ts';
export { prometheusMetrics, type PrometheusMetrics } from './prometheus.ts';
export { runService, type Hosted, type HostOptions } from './run-service.ts';
export { parseSettings, readSettings, settingsSchema, type Environment, type Settings } from './settings.ts';
export { newTraceparent } from './new-traceparent.ts';
export { stopSignal } from './stop-signal.ts';
export { systemClock } from './system-clock.ts';
export { withRegistry } from './with-registry.ts';
export { hideKnownWarnings } from './log-warnings.ts';
