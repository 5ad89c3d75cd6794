import type grpc from '@grpc/grpc-js';
import type { RecordedEvent } from '@dws/ports';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { LINK_TYPE, TOMBSTONE_TYPE } from '../../streams/system-names.ts';
import type { StreamStates } from '../../streams/stream-states.ts';
import { encodeReadEvent, type UuidForm } from '../../wire/encode-read-event.ts';
import { framed } from '../../wire/grpc-frame.ts';
import { TOMBSTONE_REVISION } from '../../wire/tombstone-revision.ts';
import { createFrameWriter } from './frame-writer.ts';
import type { ResolveLink } from './resolve-link.ts';

export type ServerReadCall = grpc.ServerWritableStream<ReadReq, ReadResp>;

/** Bytes of events that are written at once. */
const MAX_BATCH_BYTES = 65_536;

/** One Read under way: writes wait for the client to keep up, and stop when it is gone. */
export interface ReadCall {
  readonly signal: AbortSignal;
  send(message: ReadResp): Promise<void> | undefined;
  sendEvents(events: Iterable<RecordedEvent>): Promise<void>;
}

export interface ReadForm {
  readonly uuidForm: UuidForm;
  readonly states: StreamStates;
  /** Missing where links are given as they are. */
  readonly resolveLink: ResolveLink | undefined;
}

export function readCallOf(call: ServerReadCall, form: ReadForm): ReadCall {
  const { uuidForm, states, resolveLink } = form;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  call.on('cancelled', leave);
  call.on('close', leave);
  call.on('error', leave);
  if (call.cancelled) leave();

  const frames = createFrameWriter(call, gone.signal);

  /** Ordinary events are encoded at once; links and tombstones are looked at. */
  async function encodeSpecial(event: RecordedEvent): Promise<Buffer> {
    if (event.type === LINK_TYPE && resolveLink) {
      const resolved = await resolveLink(event);
      if (resolved) return encodeReadEvent(resolved.event, uuidForm, event);
    }
    const buried = event.type === TOMBSTONE_TYPE && states.tombstoneOf(event.stream) === event.revision;
    const shown = buried ? { ...event, revision: TOMBSTONE_REVISION } : event;
    return encodeReadEvent(shown, uuidForm);
  }

  return {
    signal: gone.signal,
    send: (message) => frames.write([framed(message.serializeBinary())]),
    sendEvents: async (events) => {
      let batch: Buffer[] = [];
      let bytes = 0;
      for (const event of events) {
        const frame = event.type.startsWith('$')
          ? await encodeSpecial(event)
          : encodeReadEvent(event, uuidForm);
        batch.push(frame);
        bytes += frame.length;
        if (bytes < MAX_BATCH_BYTES) continue;
        const full = frames.write(batch);
        batch = [];
        bytes = 0;
        if (full) await full;
        if (gone.signal.aborted) return;
      }
      if (batch.length > 0) await frames.write(batch);
    },
  };
}
