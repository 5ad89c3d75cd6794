import { DwsError } from '@dws/kernel';
import type { ServerResponse } from 'node:http';
import { problemOf } from './problem.ts';

/** For Fastify's `frameworkErrors`: an address that is none is refused before there is a route, and so a handler. */
export function refuseAddress(
  error: Error,
  _request: unknown,
  reply: { hijack(): unknown; readonly raw: ServerResponse },
): void {
  const problem = problemOf(new DwsError('argument-invalid', error.message));
  reply.hijack();
  reply.raw
    .writeHead(problem.status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify(problem));
}
