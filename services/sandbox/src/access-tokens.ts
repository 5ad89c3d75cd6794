import { timingSafeEqual } from 'node:crypto';
import { DwsError } from '@dws/kernel';
import type { FastifyInstance } from 'fastify';

export interface AccessTokens {
  /** Bearer of this may read. */
  readonly read: string;
  /** Bearer of this may write too. Only executor's connector and people's tools hold it. */
  readonly write: string;
}

const OPEN_TO_ALL = new Set(['/healthz', '/readyz', '/openapi.json']);

/** Asks for a bearer token: reading and writing are separate rights. Without tokens everything is open. */
export function askForTokens(app: FastifyInstance, tokens: AccessTokens | undefined): void {
  if (tokens === undefined) return;
  app.addHook('onRequest', async (request) => {
    if (OPEN_TO_ALL.has(request.url)) return;
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (same(given, tokens.write)) return;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!same(given, tokens.read)) throw new DwsError('unauthenticated', 'expected a known bearer token');
    if (!isRead) throw new DwsError('not-permitted', 'this token may read, not write');
  });
}

function same(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)];
  return a.length === b.length && timingSafeEqual(a, b);
}
