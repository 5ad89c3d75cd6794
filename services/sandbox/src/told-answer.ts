import type { Seen } from '@dws/sandbox-company';
import type { FastifyReply } from 'fastify';
import { sendProblem, type Problem } from './problem.ts';

const DEFAULT_RETRY_AFTER_MS = 1_000;

/** Sends what the caller is to see: the answer, or what a told fault made of it. */
export function sendSeen<T>(reply: FastifyReply, seen: Seen<T>, answer: (value: T) => unknown): FastifyReply {
  switch (seen.kind) {
    case 'answered':
      return reply.send(answer(seen.answer));
    case '429':
      return sendLater(reply, 429, 'Too many requests', seen.retryAfterMs);
    case 'down':
      return sendLater(reply, 503, 'Down', seen.retryAfterMs);
    case '500':
      return sendFault(reply, 500, 'Inner failure');
    case 'wrong-schema':
      return reply.send({ surprise: 'this is not what the description says' });
    case 'answer-lost-after-commit':
      reply.hijack();
      reply.raw.socket?.destroy();
      return reply;
  }
}

/** Retry-After has whole seconds; under half a second it says 0: at once, if you like. */
function sendLater(reply: FastifyReply, status: number, title: string, retryAfterMs?: number): FastifyReply {
  const seconds = Math.round((retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) / 1_000);
  return sendFault(reply.header('retry-after', seconds), status, title);
}

function sendFault(reply: FastifyReply, status: number, title: string): FastifyReply {
  return sendProblem(reply, faultProblem(status, title));
}

/** How a told fault reads. */
export function faultProblem(status: number, title: string): Problem {
  const code = status === 500 ? 'internal' : 'system-unavailable';
  const problem = { type: 'urn:dws:problem:told-fault', title, status, detail: 'A told fault.', code };
  return { ...problem, details: { reason: 'told-fault' } };
}
