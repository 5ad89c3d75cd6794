import type grpc from '@grpc/grpc-js';
import { unimplemented } from './rpc-error.ts';
import {
  MonitoringService,
  OperationsService,
  PersistentSubscriptionsService,
  ProjectionsService,
  UsersService,
} from './stubs.ts';

/** Services of EventStoreDB that are not offered, and what to use instead. */
const INSTEAD: readonly (readonly [service: grpc.ServiceDefinition, name: string, instead: string])[] = [
  [
    PersistentSubscriptionsService,
    'Persistent subscriptions',
    'use a catch-up subscription (Streams.Read) and keep its position, or a consumer group on the topics',
  ],
  [
    ProjectionsService,
    'Projections, $by_category and $ce- streams among them,',
    'read or subscribe to $all with a filter on stream prefixes or event types',
  ],
  [UsersService, 'User management', 'name identities in the file that EVENT_STORE_IDENTITIES points to'],
  [
    OperationsService,
    'Operations such as scavenging',
    'nothing is ever removed, and there is one file to back up',
  ],
  [MonitoringService, 'Statistics', 'read /metrics of this server'],
];

/** Each of their calls is answered with what to use instead. */
export function addRefusedServices(server: grpc.Server): void {
  for (const [service, name, instead] of INSTEAD) {
    server.addService(service, refusals(service, `${name} are not offered by this server: ${instead}.`));
  }
}

function refusals(service: grpc.ServiceDefinition, message: string): grpc.UntypedServiceImplementation {
  const refuse: grpc.handleUnaryCall<unknown, unknown> = (_call, callback) =>
    callback(unimplemented(message));
  const refuseStream = (call: { emit(event: 'error', error: Error): unknown }): void => {
    call.emit('error', unimplemented(message));
  };
  return Object.fromEntries(
    Object.entries(service).map(([name, { responseStream }]) => [
      name,
      responseStream ? refuseStream : refuse,
    ]),
  );
}
