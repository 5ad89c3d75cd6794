import type { Log } from '@dws/application';
import {
  boundConnections,
  boundedServer,
  isTooDeep,
  MAX_LEVELS,
  problemOf,
  refuseAddress,
  SERVER_BOUNDS,
  type ServerBounds,
} from '@dws/http-problems';
import { DwsError } from '@dws/kernel';
import fastifySwagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DESCRIPTION } from './describe.ts';
import { securityHeaders } from './security-headers.ts';

export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

const PROBLEM = 'application/problem+json';

/** A server that checks by zod, describes itself in OpenAPI 3.1 and answers errors as problem+json. */
export async function createServer(
  log: Log,
  bodyLimit: number,
  bounds: ServerBounds = SERVER_BOUNDS,
): Promise<Server> {
  const server = fastify({
    ...boundedServer(bounds),
    bodyLimit,
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
  }).withTypeProvider<ZodTypeProvider>();
  boundConnections(server.server, bounds);
  securityHeaders(server);
  const readJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void readJson(request, text as string, (error, value) => {
      if (error) done(new DwsError('argument-invalid', error.message));
      else if (isTooDeep(value))
        done(new DwsError('argument-invalid', `a request takes at most ${MAX_LEVELS} levels of JSON`));
      else done(null, value);
    });
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const problem = problemOf(translate(error, bodyLimit));
    if (problem.status >= 500) log.error({ err: error, url: request.url }, 'request failed');
    return reply.code(problem.status).type(PROBLEM).serializer(JSON.stringify).send(problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const problem = problemOf(
      new DwsError('not-found', `there is nothing at ${request.method} ${request.url}`),
    );
    return reply.code(404).type(PROBLEM).send(problem);
  });
  await server.register(fastifySwagger, DESCRIPTION);
  return server;
}

function translate(error: Error & { code?: string; statusCode?: number }, limit: number): unknown {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = [error.validationContext, first?.instancePath.replace(/^\//, '').replaceAll('/', '.')]
      .filter(Boolean)
      .join('.');
    return new DwsError('argument-invalid', `${field}: ${first?.message ?? error.message}`, { field });
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new DwsError('payload-too-large', `a request takes at most ${limit} bytes`, { limit });
  // What else Fastify refuses before a handler runs: no JSON, no content type.
  if (error.code?.startsWith('FST_') && error.statusCode !== undefined && error.statusCode < 500)
    return new DwsError('argument-invalid', error.message);
  return error;
}
