import { ERRORS, isDwsError } from '@dws/kernel';
import { refusalReason, REFUSALS } from '@dws/sandbox-company';
import type { FastifyInstance, FastifyReply } from 'fastify';

export const PROBLEM = 'application/problem+json';

/** RFC 9457. `details` carries what a program needs: `reason`, `field`, `current`, … */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export function problemOf(error: unknown): Problem {
  if (!isDwsError(error)) return badRequestOr500(error);
  const reason = refusalReason(error);
  const type = `urn:dws:problem:${reason ?? error.code}`;
  const title = ERRORS[error.code].meaning;
  return {
    type,
    title,
    status: statusOf(error.code, reason),
    detail: error.message,
    code: error.code,
    details: error.details,
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type(PROBLEM).send(problem);
}

/** Every error leaves as problem+json; what nobody foresaw is logged whole and told as no more than 500. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, problem.title);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, {
      type: 'urn:dws:problem:not-found',
      title: ERRORS['not-found'].meaning,
      status: 404,
      detail: `${request.method} ${request.url}: expected an address that /openapi.json lists`,
      code: 'not-found',
      details: { reason: 'address-unknown' },
    }),
  );
}

function statusOf(code: string, reason: ReturnType<typeof refusalReason>): number {
  if (reason !== undefined) return REFUSALS[reason];
  if (code === 'record-version-changed') return 412;
  if (code === 'unauthenticated') return 401;
  if (code === 'not-permitted') return 403;
  if (code === 'queue-full' || code === 'shutting-down') return 503;
  return code === 'not-found' ? 404 : 400;
}

/** Fastify's own errors (unreadable JSON, a body too large) carry the status they mean. */
function badRequestOr500(error: unknown): Problem {
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  const told = error instanceof Error && status < 500;
  return {
    type: told ? 'urn:dws:problem:argument-invalid' : 'about:blank',
    title: told ? 'The request cannot be read.' : 'Internal error',
    status,
    detail: told ? error.message : 'The sandbox failed; its log says why.',
    code: told ? 'argument-invalid' : 'internal',
    details: {},
  };
}
