export { freePorts } from './free-ports.ts';
export { BrokerNode } from './broker-node.ts';
export { startBroker, type TestBroker } from './start-broker.ts';
export { startKafka, type LocalKafka, type StartKafkaOptions } from './start-kafka.ts';
export type { BrokerUser, Security } from './secure-config.ts';
