import { parentPort } from 'node:worker_threads';
import { DwsError } from '@dws/kernel';
import type { PlainError, Reply, Request } from './protocol.ts';

/** An answer, and the buffers in it that are given to the main thread instead of being copied. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly transfer?: readonly ArrayBuffer[];
}

export interface ThreadHandler<Call, Answer> {
  /** True for calls that must be durable before they are answered: they wait for the next group commit. */
  isWrite(call: Call): boolean;
  /** All writes in one transaction; throws when none of them stands. */
  commit(calls: readonly Call[]): readonly Answered<Answer>[];
  read(call: Call): Answered<Answer> | Promise<Answered<Answer>>;
}

/** Most writes in one transaction: bounds how long a read waits behind a commit. */
const MAX_WRITES_PER_COMMIT = 1_000;

/**
 * Serves requests inside a storage thread. Writes that arrive while a transaction runs wait together and share
 * the next one's single fsync; reads in between are answered at once.
 */
export function serveThread<Call, Answer>(handler: ThreadHandler<Call, Answer>): void {
  const port = parentPort;
  if (port === null) throw new Error('serveThread runs in a worker thread');
  const writes: Request<Call>[] = [];
  let scheduled = false;

  const send = (replies: readonly Reply<Answer>[]): void => {
    const transfer = replies.flatMap((reply) => ('answer' in reply ? [...(reply.transfer ?? [])] : []));
    port.postMessage(replies, transfer);
  };

  const schedule = (): void => {
    if (scheduled || writes.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      send(commit(handler, writes.splice(0, MAX_WRITES_PER_COMMIT)));
      schedule();
    });
  };

  port.on('message', (requests: readonly Request<Call>[]) => {
    for (const request of requests) {
      if (handler.isWrite(request.call)) writes.push(request);
      else void answer(handler, request).then((reply) => send([reply]));
    }
    schedule();
  });
}

function commit<Call, Answer>(
  handler: ThreadHandler<Call, Answer>,
  requests: readonly Request<Call>[],
): Reply<Answer>[] {
  try {
    const answers = handler.commit(requests.map(({ call }) => call));
    return requests.map(({ id }, index) => ({ id, ...(answers[index] as Answered<Answer>) }));
  } catch (error) {
    return requests.map(({ id }) => ({ id, error: plainError(error) }));
  }
}

async function answer<Call, Answer>(
  handler: ThreadHandler<Call, Answer>,
  { id, call }: Request<Call>,
): Promise<Reply<Answer>> {
  try {
    return { id, ...(await handler.read(call)) };
  } catch (error) {
    return { id, error: plainError(error) };
  }
}

export function plainError(error: unknown): PlainError {
  if (error instanceof DwsError) {
    return { code: error.code, message: error.message, details: { ...error.details } };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'store-unavailable', message: `the storage thread failed: ${message}`, details: {} };
}
