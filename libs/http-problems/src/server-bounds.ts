import type { Server } from 'node:net';

/** What one HTTP server gives to clients that are slow, or many. Milliseconds and counts. */
export interface ServerBounds {
  /** Until the headers of a request are there. */
  readonly headersMs: number;
  /** Until the whole request is there, its body too. */
  readonly requestMs: number;
  /** How often it is looked for connections that took longer. */
  readonly checkMs: number;
  /** Connections at once; more are closed as they come. */
  readonly connections: number;
}

export const SERVER_BOUNDS: ServerBounds = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkMs: 5_000,
  connections: 2_000,
};

/** The bounds as Fastify takes them. Its own default waits for a body without end. */
export function boundedServer({ headersMs, requestMs, checkMs }: ServerBounds) {
  return {
    requestTimeout: requestMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkMs },
  };
}

/** The one bound that Node takes after the server is made. */
export function boundConnections(server: Server, { connections }: ServerBounds): void {
  server.maxConnections = connections;
}
