import { Consumers, type RunningService, type ServicePorts } from '@dws/application';
import {
  boundConnections,
  boundedServer,
  problemOf,
  refuseAddress,
  SERVER_BOUNDS,
  type ServerBounds,
} from '@dws/http-problems';
import { DwsError } from '@dws/kernel';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import { consumeInbound } from './inbound.ts';
import { DESCRIPTION, OPENAPI } from './routes/description.ts';
import { eventRoutes } from './routes/events.ts';

export { consumeInbound } from './inbound.ts';
export { takeEvents, type Taken } from './take-events.ts';
export type { ArrivedEvent } from './admit.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Bytes of a request body. */
  readonly bodyLimit: number;
  /** A new W3C trace context for a signal that came without one. */
  readonly newTraceparent: () => string;
  readonly http?: ServerBounds;
}

export const GATEWAY_DEFAULTS = { host: '127.0.0.1', port: 4100, bodyLimit: 1_048_576 } as const;

export interface Gateway extends RunningService {
  readonly server: FastifyInstance;
}

/** The way in: CloudEvents over HTTP and JSON records on `inbound.*` become signals of their domain. */
export function signalGateway(ports: ServicePorts, options: GatewayOptions): Gateway {
  const { bodyLimit, http = SERVER_BOUNDS } = options;
  const server = fastify({
    ...boundedServer(http),
    bodyLimit,
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
  });
  boundConnections(server.server, http);
  const inbound = new Consumers();
  server.setErrorHandler((error: Error & { code?: string; statusCode?: number }, _request, reply) => {
    const problem = problemOf(translate(error, bodyLimit));
    if (problem.status >= 500) ports.log.error({ err: error }, 'request failed');
    return reply.code(problem.status).type('application/problem+json').send(problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const problem = problemOf(
      new DwsError('not-found', `there is nothing at ${request.method} ${request.url}`),
    );
    return reply.code(404).type('application/problem+json').send(problem);
  });
  // The reader checks events itself, in HTTP and on topics alike; schemas here describe.
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => (value) => JSON.stringify(value));
  server.register(swagger, DESCRIPTION);
  // In a scope of their own, so that the description is there before them.
  server.register((scope, _options, done) => {
    eventRoutes(scope, ports, options.newTraceparent);
    scope.get('/openapi.json', { schema: OPENAPI }, () => server.swagger());
    done();
  });
  return {
    name: 'signal-gateway',
    server,
    failed: inbound.failed,
    ready: () => inbound.running,
    start: async () => {
      await inbound.start(() => [consumeInbound(ports, options.newTraceparent)]);
      await server.listen({ host: options.host, port: options.port });
    },
    stop: async () => {
      await server.close();
      await inbound.stop();
    },
  };
}

function translate(error: Error & { code?: string; statusCode?: number }, limit: number): unknown {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new DwsError('payload-too-large', `a request takes at most ${limit} bytes`, { limit });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new DwsError(
      'payload-malformed',
      'expected CloudEvents as application/cloudevents+json or application/json',
    );
  }
  // What else Fastify refuses before a handler runs: a body that is cut, or of another length than it says.
  if (error.code?.startsWith('FST_') && error.statusCode !== undefined && error.statusCode < 500)
    return new DwsError('payload-malformed', error.message);
  return error;
}
