import type grpc from '@grpc/grpc-js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { features } from './stubs.ts';

/** The EventStoreDB release whose rules are followed; clients switch behaviour on it. */
export const SERVER_VERSION = '23.10.0';

const METHODS: readonly (readonly [service: string, method: string, ...features: string[]])[] = [
  ['event_store.client.streams.streams', 'read', 'position', 'events'],
  ['event_store.client.streams.streams', 'append'],
  ['event_store.client.streams.streams', 'batchappend'],
  ['event_store.client.streams.streams', 'delete'],
  ['event_store.client.streams.streams', 'tombstone'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

export const getSupportedMethods: grpc.handleUnaryCall<Empty, SupportedMethods> = (_call, callback) => {
  const methods = METHODS.map(([service, method, ...offered]) =>
    new features.SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList(offered),
  );
  callback(
    null,
    new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION).setMethodsList(methods),
  );
};
