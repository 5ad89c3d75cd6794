export { crashProbe } from './crash-probe.ts';
export { healthServer, type Health } from './health-server.ts';
export { openGateMac, openReviewKeys, openSigner } from './keys.ts';
export { openLog, openStore } from './open-adapters.ts';
export { pinoLog } from './pino-log.ts';
export { prometheusMetrics, type PrometheusMetrics } from './prometheus.ts';
export { runService, type Hosted } from './run-service.ts';
export { parseSettings, readSettings, settingsSchema, type Settings } from './settings.ts';
export { systemClock } from './system-clock.ts';
