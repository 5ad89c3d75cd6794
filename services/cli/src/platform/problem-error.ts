import { DwsError, ERRORS, type ErrorCode } from '@dws/kernel';
import type { Service } from './http.ts';

/** What an HTTP status means where the body does not say. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'argument-invalid',
  401: 'unauthenticated',
  403: 'not-permitted',
  404: 'not-found',
  409: 'wrong-expected-revision',
  413: 'payload-too-large',
  422: 'payload-invalid',
};

/** Too many requests, and what a proxy or a starting service answers. */
const AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Our own error again out of a service's RFC 9457 problem, so that codes, remedies and exit codes stay one table. */
export async function problemError({ name, url }: Service, answer: Response): Promise<DwsError> {
  const problem = problemIn(await answer.text());
  const code = codeOf(problem['code'], answer.status);
  const detail = typeof problem['detail'] === 'string' ? problem['detail'] : `it answered ${answer.status}`;
  const kept = ['field', 'index', 'argument'].flatMap((member) => {
    const value = problem[member];
    return typeof value === 'string' || typeof value === 'number' ? [[member, value] as const] : [];
  });
  return new DwsError(code, `the ${name} says: ${detail}`, {
    status: answer.status,
    url,
    ...Object.fromEntries(kept),
  });
}

function codeOf(code: unknown, status: number): ErrorCode {
  if (typeof code === 'string' && Object.hasOwn(ERRORS, code)) return code as ErrorCode;
  return BY_STATUS[status] ?? (AWAY.has(status) ? 'platform-unavailable' : 'platform-failed');
}

function problemIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // A proxy's page, for example: the status alone counts.
  }
  return {};
}
