import type grpc from '@grpc/grpc-js';
import type { RecordedEvent } from '@dws/ports';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { encodeReadEvent, type UuidForm } from '../../wire/encode-read-event.ts';

/** Events go out as bytes that are already encoded, everything else as stubs. */
export type ReadMessage = Buffer | ReadResp;
export type ServerReadCall = grpc.ServerWritableStream<ReadReq, ReadMessage>;

/** One Read under way: writes wait for the client to keep up, and stop when it is gone. */
export interface ReadCall {
  readonly signal: AbortSignal;
  send(message: ReadMessage): Promise<void> | undefined;
  sendEvents(events: Iterable<RecordedEvent>): Promise<void>;
}

export function readCallOf(call: ServerReadCall, uuidForm: UuidForm, inLog: boolean): ReadCall {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  call.on('cancelled', leave);
  call.on('close', leave);
  call.on('error', leave);
  if (call.cancelled) leave();

  function drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        call.removeListener('drain', done);
        gone.signal.removeEventListener('abort', done);
        resolve();
      };
      call.once('drain', done);
      gone.signal.addEventListener('abort', done, { once: true });
    });
  }

  function send(message: ReadMessage): Promise<void> | undefined {
    if (gone.signal.aborted) return undefined;
    return call.write(message) ? undefined : drained();
  }

  return {
    signal: gone.signal,
    send,
    sendEvents: async (events) => {
      for (const event of events) {
        if (gone.signal.aborted) return;
        const full = send(encodeReadEvent(event, uuidForm, inLog));
        if (full) await full;
      }
    },
  };
}
