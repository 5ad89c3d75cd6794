import type { MessagePort } from 'node:worker_threads';
import type { ErrorCode } from '@dws/kernel';

/** What a client asks of a storage thread. All requests of one tick travel in one message. */
export interface Request<Call> {
  readonly id: number;
  readonly call: Call;
}

/** The owner brings another client along: a thread that works on the same file. */
export interface Introduction {
  readonly introduce: MessagePort;
}

/** A `DwsError` does not survive structured cloning; this does. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Record<string, string | number | boolean>;
}

export type Reply<Answer> =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly error: PlainError };

/** What another client wrote, told once it is durable, in its place among the replies. */
export interface Announcement<News> {
  readonly news: News;
}

export type ToClient<Answer, News> = Reply<Answer> | Announcement<News>;
