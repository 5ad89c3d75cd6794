import { ERRORS } from '@dws/kernel/errors';

/** What went wrong with a request, as the pages show it: a stable code, what happened, and what to do. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(status: number, code: string, detail: string, remedy: string) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

const REMEDIES: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(ERRORS).map(([code, { remedy }]) => [code, remedy]),
);

/**
 * Reads a problem+json answer (RFC 9457) with our `code`; anything else becomes a problem that says so.
 * @param status HTTP status; 0 where no answer came
 */
export function problemOf(status: number, body: unknown): ApiProblem {
  const told = isMembers(body) ? body : {};
  const code = text(told['code']) ?? `http-${status}`;
  const detail =
    text(told['detail']) ?? text(told['title']) ?? `The control-plane answered with status ${status}.`;
  const remedy = text(told['remedy']) ?? REMEDIES[code] ?? remedyOfStatus(status);
  return new ApiProblem(status, code, detail, remedy);
}

/** For a request that was never answered. */
export function noAnswer(): ApiProblem {
  return new ApiProblem(
    0,
    'no-answer',
    'The control-plane did not answer.',
    'The page tries again by itself. Check that the platform runs and that this machine reaches it.',
  );
}

/** Any thrown thing as a problem: a bug in a page is shown like a refusal, not as an empty page. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiProblem(
    0,
    'console-failed',
    detail,
    'Reload the page. If it happens again, tell the platform team.',
  );
}

function remedyOfStatus(status: number): string {
  if (status >= 500) return 'Try again. If it happens again, tell the platform team the time and this code.';
  if (status === 404) return 'Check the address; what you look for may belong to another environment.';
  return 'Correct what the message names and try again.';
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
