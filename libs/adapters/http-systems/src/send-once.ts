import type { Dispatcher } from 'undici';
import type { Attempt } from './attempt.ts';

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Sends a request once and never throws. Undici's `request` cannot tell a request that waited for a connection
 * from one that is on its way; its dispatch handler can, and "not sent" against "may have been done" is what
 * guarantee 5 stands on.
 */
export function sendOnce(dispatcher: Dispatcher, outgoing: Outgoing, timeoutMs: number): Promise<Attempt> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: Extract<Attempt, { kind: 'answered' }>['headers'] = {};
    const chunks: Buffer[] = [];
    let settled = false;

    const settle = (attempt: Attempt): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(attempt);
    };
    const fail = (why: string): void =>
      settle({ kind: controller === undefined ? 'not-sent' : 'no-answer', why });
    const timer = setTimeout(() => {
      fail(`no answer within ${timeoutMs} ms`);
      controller?.abort(new Error('timeout'));
    }, timeoutMs);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Its caller was told that it was not sent, so it must not be: undici drops a request that throws here.
        if (settled) throw new Error('the time for this request is over');
        controller = started;
      },
      onResponseStart(_, statusCode, responseHeaders) {
        status = statusCode;
        headers = responseHeaders;
      },
      onResponseData: (_, chunk) => void chunks.push(chunk),
      onResponseEnd: () => settle({ kind: 'answered', status, headers, body: textOf(chunks) }),
      onResponseError: (_, error) => fail(codeOf(error)),
    };
    try {
      dispatcher.dispatch(outgoing, handler);
    } catch (error) {
      fail(codeOf(error));
    }
  });
}

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first.toString() : Buffer.concat(chunks).toString();
}

/** The code alone: messages of network libraries may carry addresses and headers. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
