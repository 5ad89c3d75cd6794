import { randomUUID } from 'node:crypto';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Clock } from '@dws/kernel';
import type { Append } from '@dws/ports';
import { appendAnswer, type AppendAnswer } from './append-answer.ts';
import { appendRequest } from './append-request.ts';
import type { EventStoreDbBounds } from './bounds.ts';
import type { AppendStream, Connection } from './connection.ts';
import { appendFailure, outcomeUnknown } from './store-error.ts';

/** How late an unanswered append may be noticed. */
const SWEEP_MS = 100;

export interface AppendChannel {
  /**
   * Sends one append once.
   * @throws DwsError `store-unavailable` (not sent), `store-outcome-unknown` (sent, no answer), or a refusal.
   */
  send(append: Append): Promise<AppendAnswer>;
  close(): void;
}

interface Pending {
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (reason: unknown) => void;
  readonly deadline: number;
}

/**
 * All appends of this process on one batch stream. The official client keeps its pending appends in one map for
 * the whole process, without deadlines, and fails those of every connection when one breaks; this channel keeps
 * its own (docs/adr/0050).
 */
export function createAppendChannel(
  connection: Connection,
  clock: Clock,
  { appendTimeoutMs }: EventStoreDbBounds,
): AppendChannel {
  const pending = new Map<string, Pending>();
  let current: Promise<AppendStream> | undefined;
  /** While the connection takes no more; ends when it does again, or is lost. */
  let drained: Promise<void> | undefined;
  let free: (() => void) | undefined;
  const sweep = setInterval(expire, SWEEP_MS);
  sweep.unref();

  function stream(): Promise<AppendStream> {
    current ??= open();
    return current;
  }

  async function open(): Promise<AppendStream> {
    try {
      const opened = await connection.append();
      opened.on('data', settle);
      opened.on('error', (cause: Error) => lose(cause));
      opened.on('end', () => lose(new Error('the server ended the stream')));
      return opened;
    } catch (cause) {
      current = undefined;
      throw cause;
    }
  }

  function settle(response: BatchAppendResp): void {
    const id = response.getCorrelationId()?.getString() ?? '';
    const waiting = pending.get(id);
    if (!waiting) return;
    pending.delete(id);
    try {
      waiting.resolve(appendAnswer(response));
    } catch (refusal) {
      waiting.reject(refusal);
    }
  }

  function lose(cause: unknown): void {
    current = undefined;
    freed();
    const lost = [...pending.values()];
    pending.clear();
    for (const { reject } of lost) reject(appendFailure(cause));
  }

  function freed(): void {
    drained = undefined;
    free?.();
  }

  function expire(): void {
    const now = clock.now();
    for (const [id, { deadline, reject }] of pending) {
      if (deadline > now) continue;
      pending.delete(id);
      reject(outcomeUnknown(`no answer within ${appendTimeoutMs} ms`));
    }
  }

  return {
    send: async (append) => {
      let to = await stream();
      while (drained) {
        await drained;
        to = await stream();
      }
      return new Promise((resolve, reject) => {
        const id = randomUUID();
        const deadline = clock.now() + appendTimeoutMs;
        pending.set(id, { resolve, reject, deadline });
        if (to.write(appendRequest(append, id, deadline))) return;
        drained ??= new Promise((resolve) => {
          free = resolve;
          to.once('drain', freed);
        });
      });
    },
    close: () => {
      clearInterval(sweep);
      lose(new Error('the adapter was closed'));
    },
  };
}
