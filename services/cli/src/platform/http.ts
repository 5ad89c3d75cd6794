import { DwsError } from '@dws/kernel';
import type { Shell } from '../shell/shell.ts';
import { problemError } from './problem-error.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query after the base address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

/** A service as it is reached: its name for messages, where it is, and the setting that says so. */
export interface Service {
  readonly name: string;
  readonly url: string;
  readonly setting: string;
}

/** How long an answer may take until the service counts as not answering. */
export const ANSWER_MS = 30_000;

/**
 * Sends one request; the body of the answer comes unread.
 * @throws DwsError `platform-unavailable`, or what the service's problem+json says
 */
export async function send(service: Service, request: HttpRequest, shell: Shell): Promise<Response> {
  const { method, path, headers = {}, body, timeoutMs = ANSWER_MS } = request;
  let answer: Response;
  try {
    answer = await fetch(`${service.url}${path}`, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([shell.stop, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    throw unreachable(service, error);
  }
  if (answer.ok) return answer;
  throw await problemError(service, answer);
}

function unreachable({ name, url, setting }: Service, error: unknown): DwsError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const found = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new DwsError(
    'platform-unavailable',
    `expected the ${name} at ${url}, found no answer (${found})`,
    { url, next: `Start it with scripts/start, or name its address in ${setting}.` },
    error,
  );
}
