import { parentPort, type MessagePort, type Transferable } from 'node:worker_threads';
import { DwsError } from '@dws/kernel';
import type { Introduction, PlainError, Reply, Request, ToClient } from './protocol.ts';
import type { Opened } from './storage-thread.ts';

/** An answer, and the buffers in it that are given to the client instead of being copied. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly transfer?: readonly ArrayBuffer[];
}

/** What a client is told of another one's write. */
export interface Told<News> {
  readonly news: News;
  readonly transfer?: readonly ArrayBuffer[];
}

/** Tells one client what the others write; null where it need not know. */
export type Teller<Call, Answer, News> = (call: Call, answer: Answer) => Told<News> | null;

export interface ThreadHandler<Call, Answer, News = never> {
  /** True for calls that must be durable before they are answered: they wait for the next group commit. */
  isWrite(call: Call): boolean;
  /** All writes in one transaction; throws when none of them stands. */
  commit(calls: readonly Call[]): readonly Answered<Answer>[];
  read(call: Call): Answered<Answer> | Promise<Answered<Answer>>;
  /** For a file that several clients may share: what each is told of the others' writes. */
  readonly clients?: {
    readonly owner: Teller<Call, Answer, News>;
    /** A further client: what it must know before it begins, and who tells it what comes after that. */
    join(): { readonly info: unknown; readonly tell: Teller<Call, Answer, News> };
  };
}

interface Client<Call, Answer, News> {
  readonly port: MessagePort;
  readonly tell: Teller<Call, Answer, News>;
}

/** Most writes in one transaction: bounds how long a read waits behind a commit. */
const MAX_WRITES_PER_COMMIT = 1_000;

/**
 * Serves requests inside a storage thread. Writes that arrive while a transaction runs wait together and share
 * the next one's single fsync; reads in between are answered at once. Every client is told of replies and of others'
 * writes in the order in which they were committed.
 */
export function serveThread<Call, Answer, News = never>(handler: ThreadHandler<Call, Answer, News>): void {
  if (parentPort === null) throw new Error('serveThread runs in a worker thread');
  const clients = new Set<Client<Call, Answer, News>>();
  const writes: { readonly from: Client<Call, Answer, News>; readonly request: Request<Call> }[] = [];
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || writes.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const taken = writes.splice(0, MAX_WRITES_PER_COMMIT);
      const outcomes = commit(
        handler,
        taken.map(({ request }) => request),
      );
      const outboxes = [...clients].map((client) => {
        const outbox = new Outbox<Answer, News>(client.port);
        taken.forEach(({ from, request }, index) => {
          const outcome = outcomes[index] as Outcome<Answer>;
          if (from === client) outbox.reply(request.id, outcome);
          else if ('answer' in outcome) outbox.tell(client.tell(request.call, outcome.answer));
        });
        return outbox;
      });
      // Posting gives buffers away that the others' news are made from, so all are made first.
      for (const outbox of outboxes) outbox.post();
      schedule();
    });
  };

  const serve = (port: MessagePort, tell: Teller<Call, Answer, News>): void => {
    const client = { port, tell };
    clients.add(client);
    port.on('close', () => clients.delete(client));
    port.on('message', (message: readonly Request<Call>[] | Introduction) => {
      if ('introduce' in message) {
        introduce(message.introduce);
        return;
      }
      for (const request of message) {
        if (handler.isWrite(request.call)) writes.push({ from: client, request });
        else
          void answer(handler, request.call).then((outcome) =>
            new Outbox(port).reply(request.id, outcome).post(),
          );
      }
      schedule();
    });
  };

  const introduce = (port: MessagePort): void => {
    const joined = handler.clients?.join();
    if (!joined) throw new Error('this storage thread has one client only');
    port.postMessage({ opened: joined.info } satisfies Opened<unknown>);
    serve(port, joined.tell);
  };

  serve(parentPort, handler.clients?.owner ?? (() => null));
}

type Outcome<Answer> = Answered<Answer> | { readonly error: PlainError };

/** One message to one client. */
class Outbox<Answer, News> {
  readonly #port: MessagePort;
  readonly #messages: ToClient<Answer, News>[] = [];
  readonly #transfer: Transferable[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
  }

  reply(id: number, outcome: Outcome<Answer>): this {
    if ('error' in outcome) this.#messages.push({ id, error: outcome.error } satisfies Reply<Answer>);
    else {
      this.#messages.push({ id, answer: outcome.answer } satisfies Reply<Answer>);
      this.#transfer.push(...(outcome.transfer ?? []));
    }
    return this;
  }

  tell(told: Told<News> | null): void {
    if (told === null) return;
    this.#messages.push({ news: told.news });
    this.#transfer.push(...(told.transfer ?? []));
  }

  post(): void {
    if (this.#messages.length > 0) this.#port.postMessage(this.#messages, this.#transfer);
  }
}

function commit<Call, Answer, News>(
  handler: ThreadHandler<Call, Answer, News>,
  requests: readonly Request<Call>[],
): Outcome<Answer>[] {
  try {
    return [...handler.commit(requests.map(({ call }) => call))];
  } catch (error) {
    return requests.map(() => ({ error: plainError(error) }));
  }
}

async function answer<Call, Answer, News>(
  handler: ThreadHandler<Call, Answer, News>,
  call: Call,
): Promise<Outcome<Answer>> {
  try {
    return await handler.read(call);
  } catch (error) {
    return { error: plainError(error) };
  }
}

export function plainError(error: unknown): PlainError {
  if (error instanceof DwsError) {
    return { code: error.code, message: error.message, details: { ...error.details } };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'store-unavailable', message: `the storage thread failed: ${message}`, details: {} };
}
