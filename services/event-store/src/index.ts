export type { KnownIdentity } from './access/authenticator.ts';
export { hashPassword } from './access/credentials.ts';
export type { Identity } from './access/identity.ts';
export { startEventStoreServer, type EventStoreServer, type EventStoreServerOptions } from './app.ts';
export { createOperations, type Operations } from './operations.ts';
