export { KafkaMessageLog } from './kafka-message-log.ts';
export { DEFAULT_BOUNDS, type KafkaBounds, type KafkaLogLine, type KafkaOptions } from './kafka-options.ts';
export { KafkaAccessAdmin } from './kafka-access-admin.ts';
export { KafkaGroupAdmin } from './kafka-group-admin.ts';
