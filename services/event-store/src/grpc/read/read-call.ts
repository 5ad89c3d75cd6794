import type grpc from '@grpc/grpc-js';
import type { RecordedEvent } from '@dws/ports';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { LINK_TYPE, TOMBSTONE_TYPE } from '../../streams/system-names.ts';
import type { StreamStates } from '../../streams/stream-states.ts';
import { encodeReadEvent, type UuidForm } from '../../wire/encode-read-event.ts';
import { TOMBSTONE_REVISION } from '../../wire/tombstone-revision.ts';
import type { ResolveLink } from './resolve-link.ts';

/** Events go out as bytes that are already encoded, everything else as stubs. */
export type ReadMessage = Buffer | ReadResp;
export type ServerReadCall = grpc.ServerWritableStream<ReadReq, ReadMessage>;

/** One Read under way: writes wait for the client to keep up, and stop when it is gone. */
export interface ReadCall {
  readonly signal: AbortSignal;
  send(message: ReadMessage): Promise<void> | undefined;
  sendEvents(events: Iterable<RecordedEvent>): Promise<void>;
}

export interface ReadForm {
  readonly uuidForm: UuidForm;
  /** Whether the reader follows `$all`, where an event's own position is its address. */
  readonly inLog: boolean;
  readonly states: StreamStates;
  /** Missing where links are given as they are. */
  readonly resolveLink: ResolveLink | undefined;
}

export function readCallOf(call: ServerReadCall, form: ReadForm): ReadCall {
  const { uuidForm, inLog, states, resolveLink } = form;
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

  /** Ordinary events are encoded at once; links and tombstones are looked at. */
  async function encodeSpecial(event: RecordedEvent): Promise<Buffer> {
    if (event.type === LINK_TYPE && resolveLink) {
      const resolved = await resolveLink(event);
      if (resolved) return encodeReadEvent(resolved.event, uuidForm, inLog, event);
    }
    const buried = event.type === TOMBSTONE_TYPE && states.tombstoneOf(event.stream) === event.revision;
    const shown = buried ? { ...event, revision: TOMBSTONE_REVISION } : event;
    return encodeReadEvent(shown, uuidForm, inLog);
  }

  return {
    signal: gone.signal,
    send,
    sendEvents: async (events) => {
      for (const event of events) {
        if (gone.signal.aborted) return;
        const bytes = event.type.startsWith('$')
          ? await encodeSpecial(event)
          : encodeReadEvent(event, uuidForm, inLog);
        const full = send(bytes);
        if (full) await full;
      }
    },
  };
}
