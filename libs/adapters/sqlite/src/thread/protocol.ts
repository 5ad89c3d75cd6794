import type { ErrorCode } from '@dws/kernel';

/** What the main thread asks of a storage thread. All requests of one tick travel in one message. */
export interface Request<Call> {
  readonly id: number;
  readonly call: Call;
}

/** A `DwsError` does not survive structured cloning; this does. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Record<string, string | number | boolean>;
}

export type Reply<Answer> =
  | { readonly id: number; readonly answer: Answer; readonly transfer?: readonly ArrayBuffer[] }
  | { readonly id: number; readonly error: PlainError };
