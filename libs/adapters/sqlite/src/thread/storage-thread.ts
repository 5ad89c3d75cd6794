import { Worker } from 'node:worker_threads';
import { DwsError, type ErrorCode } from '@dws/kernel';
import type { PlainError, Reply, Request } from './protocol.ts';

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: DwsError) => void;
  /** What to say when the thread ends before it answers. */
  readonly lostAs: ErrorCode;
}

/** What the thread says once it has opened its file, in place of the first reply. */
export type Opened<Info> = { readonly opened: Info } | { readonly failed: PlainError };

/**
 * The main thread's end of a storage thread. Calls made in one tick leave in one message while the thread is
 * busy, so that the main thread pays for a message per batch and not per call; an idle thread is told at once.
 */
export class StorageThread<Call, Answer> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #outbox: Request<Call>[] = [];
  #lastId = 0;
  #ended: DwsError | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (replies: readonly Reply<Answer>[]) => this.#settle(replies));
    worker.on('error', (error: Error) => this.#end(`the storage thread failed: ${error.message}`, error));
    worker.on('exit', () => this.#end('the storage thread has ended; open the store again'));
  }

  /** Starts `module` with `workerData` and waits until it has opened its file. */
  static async start<Call, Answer, Info>(
    module: URL,
    workerData: unknown,
  ): Promise<{ thread: StorageThread<Call, Answer>; info: Info }> {
    const worker = new Worker(module, { workerData });
    const opened = await firstMessage<Opened<Info>>(worker);
    if ('failed' in opened) {
      await worker.terminate();
      throw revive(opened.failed);
    }
    return { thread: new StorageThread<Call, Answer>(worker), info: opened.opened };
  }

  /** @param lostAs the error's code when the thread ends with the call unanswered. */
  call(call: Call, lostAs: ErrorCode): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const idle = this.#waiting.size === 0;
      this.#waiting.set(id, { resolve, reject, lostAs });
      this.#outbox.push({ id, call });
      if (this.#outbox.length > 1) return;
      if (idle) queueMicrotask(() => this.#post());
      else setImmediate(() => this.#post());
    });
  }

  /** Lets calls in hand finish, then ends the thread. */
  async close(last: Call): Promise<void> {
    if (this.#ended) return;
    await this.call(last, 'store-unavailable');
    this.#end('the store is closed');
    await this.#worker.terminate();
  }

  #post(): void {
    if (this.#outbox.length === 0) return;
    const requests = this.#outbox;
    this.#outbox = [];
    this.#worker.postMessage(requests);
  }

  #settle(replies: readonly Reply<Answer>[]): void {
    for (const reply of replies) {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(revive(reply.error));
      else waiting?.resolve(reply.answer);
    }
  }

  #end(message: string, cause?: unknown): void {
    this.#ended ??= new DwsError('store-unavailable', message, {}, cause);
    for (const { reject, lostAs } of this.#waiting.values()) reject(new DwsError(lostAs, message, {}, cause));
    this.#waiting.clear();
  }
}

function firstMessage<Message>(worker: Worker): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage).off('error', onError);
    };
    const onMessage = (message: Message): void => {
      settle();
      resolve(message);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    worker.on('message', onMessage).on('error', onError);
  });
}

function revive({ code, message, details }: PlainError): DwsError {
  return new DwsError(code, message, details);
}
