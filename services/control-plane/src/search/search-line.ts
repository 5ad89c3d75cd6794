import { Worker } from 'node:worker_threads';
import { DwsError } from '@dws/kernel';
import type {
  SearchAnswers,
  SearchCallName,
  SearchCalls,
  SearchReply,
  ThreadSettings,
} from './search-messages.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** The way to the thread that owns the index. */
export class SearchLine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #ended: Error | null = null;

  constructor(settings: ThreadSettings) {
    this.#worker = new Worker(new URL('./search-thread.ts', import.meta.url), { workerData: settings });
    this.#worker.unref();
    this.#worker.on('message', (reply: SearchReply) => this.#settle(reply));
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the index thread ended')));
  }

  /** @throws DwsError `search-unavailable` */
  call<Name extends SearchCallName>(call: Name, input: SearchCalls[Name]): Promise<SearchAnswers[Name]> {
    if (this.#ended) return Promise.reject(unavailable(this.#ended.message));
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, input });
    });
  }

  #settle(reply: SearchReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(unavailable(reply.error));
    else waiting?.resolve(reply.answer as never);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(unavailable(error.message));
    this.#waiting.clear();
  }
}

function unavailable(reason: string): DwsError {
  return new DwsError('search-unavailable', `The search index does not answer: ${reason}`);
}
