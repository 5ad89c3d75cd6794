import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { DwsError, type ErrorCode } from '@dws/kernel';
import type { Introduction, PlainError, Request, ToClient } from './protocol.ts';

interface Waiting<Answer> {
  readonly promise: Promise<Answer>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: DwsError) => void;
  /** What to say when the thread ends before it answers. */
  readonly lostAs: ErrorCode;
}

/** What a worker and a port have in common; TypeScript does not join their overloads by itself. */
interface Emitter {
  on(event: string, listener: (given: unknown) => void): unknown;
  off(event: string, listener: (given: unknown) => void): unknown;
}

/** What the thread says once it has opened its file, in place of the first reply. */
export type Opened<Info> = { readonly opened: Info } | { readonly failed: PlainError };

/** A client and what it must know of the file as it joined. */
export interface Started<Call, Answer, Info, News> {
  readonly thread: StorageThread<Call, Answer, News>;
  readonly info: Info;
}

/**
 * A client's end of a storage thread: that of the owner, who started it, or of another thread that the owner
 * introduced. Calls made in one tick leave in one message while the thread is busy, so that a client pays for a
 * message per batch and not per call; an idle thread is told at once.
 */
export class StorageThread<Call, Answer, News = never> {
  readonly #end: Worker | MessagePort;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #outbox: Request<Call>[] = [];
  #lastId = 0;
  #ended: DwsError | undefined;
  /** Told of what other clients wrote, in its place among the answers. */
  onNews: (news: News) => void = () => undefined;
  /** Told once the thread can no longer be reached. */
  onLost: (error: DwsError) => void = () => undefined;

  private constructor(end: Worker | MessagePort) {
    this.#end = end;
    const emitter: Emitter = end;
    emitter.on('message', (messages) => this.#settle(messages as readonly ToClient<Answer, News>[]));
    emitter.on('error', (error) => this.#lose(`the storage thread failed: ${messageOf(error)}`, error));
    const gone = (): void => this.#lose('the storage thread has ended; open the store again');
    emitter.on('exit', gone);
    emitter.on('close', gone);
  }

  /** Starts `module` with `workerData` and waits until it has opened its file. */
  static async start<Call, Answer, Info, News = never>(
    module: URL,
    workerData: unknown,
  ): Promise<Started<Call, Answer, Info, News>> {
    const worker = new Worker(module, { workerData });
    const opened = await firstMessage<Opened<Info>>(worker);
    if ('failed' in opened) {
      await worker.terminate();
      throw revive(opened.failed);
    }
    return { thread: new StorageThread<Call, Answer, News>(worker), info: opened.opened };
  }

  /** In the thread that was given what `introduce` made. */
  static async join<Call, Answer, Info, News>(port: MessagePort): Promise<Started<Call, Answer, Info, News>> {
    const opened = await firstMessage<Opened<Info>>(port);
    if ('failed' in opened) throw revive(opened.failed);
    return { thread: new StorageThread<Call, Answer, News>(port), info: opened.opened };
  }

  /** The way to the thread for one more client: hand it to another worker thread, which joins by it. */
  introduce(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#end.postMessage({ introduce: port1 } satisfies Introduction, [port1]);
    return port2;
  }

  /** @param lostAs the error's code when the thread ends with the call unanswered. */
  call(call: Call, lostAs: ErrorCode): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = (this.#lastId += 1);
    const idle = this.#waiting.size === 0;
    const waiting = { ...Promise.withResolvers<Answer>(), lostAs };
    this.#waiting.set(id, waiting);
    this.#outbox.push({ id, call });
    if (this.#outbox.length === 1) {
      if (idle) queueMicrotask(() => this.#post());
      else setImmediate(() => this.#post());
    }
    return waiting.promise;
  }

  /** The owner's: lets calls in hand finish, then ends the thread for everybody. */
  async close(last: Call): Promise<void> {
    if (this.#ended) return;
    await this.call(last, 'store-unavailable');
    this.#lose('the store is closed');
    if (this.#end instanceof Worker) await this.#end.terminate();
  }

  /** Another client's: lets calls in hand finish, then leaves. The thread goes on. */
  async leave(): Promise<void> {
    if (this.#ended) return;
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise));
    this.#lose('the store is closed');
    if (!(this.#end instanceof Worker)) this.#end.close();
  }

  #post(): void {
    if (this.#outbox.length === 0) return;
    const requests = this.#outbox;
    this.#outbox = [];
    this.#end.postMessage(requests);
  }

  #settle(messages: readonly ToClient<Answer, News>[]): void {
    for (const message of messages) {
      if ('news' in message) {
        // As late as whoever awaits an answer is: the order among them is the order of the commits.
        queueMicrotask(() => this.onNews(message.news));
        continue;
      }
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ('error' in message) waiting?.reject(revive(message.error));
      else waiting?.resolve(message.answer);
    }
  }

  #lose(message: string, cause?: unknown): void {
    if (this.#ended) return;
    this.#ended = new DwsError('store-unavailable', message, {}, cause);
    for (const { reject, lostAs } of this.#waiting.values()) reject(new DwsError(lostAs, message, {}, cause));
    this.#waiting.clear();
    this.onLost(this.#ended);
  }
}

function firstMessage<Message>(end: Worker | MessagePort): Promise<Message> {
  const emitter: Emitter = end;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      emitter.off('message', onMessage);
      emitter.off('error', onError);
    };
    const onMessage = (message: unknown): void => {
      settle();
      resolve(message as Message);
    };
    const onError = (error: unknown): void => {
      settle();
      reject(error instanceof Error ? error : new Error(messageOf(error)));
    };
    emitter.on('message', onMessage);
    emitter.on('error', onError);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function revive({ code, message, details }: PlainError): DwsError {
  return new DwsError(code, message, details);
}
