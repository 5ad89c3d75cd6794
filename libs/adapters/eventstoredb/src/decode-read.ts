import type { Position } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import { forEachField } from './protobuf-reader.ts';

/** What a Read answers with, one message at a time. */
export type ReadMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'confirmation' | 'caught-up' | 'fell-behind' | 'stream-not-found' | 'other' };

const TICKS_PER_MILLISECOND = 10_000;
const EMPTY = Buffer.alloc(0);

/**
 * Decodes a ReadResp from its bytes. The client would parse each event's JSON and lose the bytes that digests
 * and the audit chain are taken over (docs/adr/0050).
 */
export function decodeRead(bytes: Buffer): ReadMessage {
  let message: ReadMessage = { kind: 'other' };
  forEachField(bytes, 0, bytes.length, (field, _value, start, end) => {
    if (field === 1) message = decodeReadEvent(bytes, start, end);
    else if (field === 2) message = { kind: 'confirmation' };
    else if (field === 3) message = { kind: 'checkpoint', position: decodePosition(bytes, start, end) };
    else if (field === 4) message = { kind: 'stream-not-found' };
    else if (field === 8) message = { kind: 'caught-up' };
    else if (field === 9) message = { kind: 'fell-behind' };
  });
  return message;
}

function decodePosition(bytes: Buffer, from: number, to: number): Position {
  let commit = 0;
  let prepare = 0;
  forEachField(bytes, from, to, (field, value) => {
    if (field === 1) commit = value;
    else if (field === 2) prepare = value;
  });
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

/** A link whose event is gone has no event: it is passed over like a message nobody knows. */
function decodeReadEvent(bytes: Buffer, from: number, to: number): ReadMessage {
  let message: ReadMessage = { kind: 'other' };
  forEachField(bytes, from, to, (field, _value, start, end) => {
    if (field === 1) message = { kind: 'event', event: decodeRecorded(bytes, start, end) };
  });
  return message;
}

function decodeRecorded(bytes: Buffer, from: number, to: number): RecordedEvent {
  let id = '';
  let stream = '';
  let revision = 0;
  let prepare = 0;
  let commit = 0;
  let metadata: Uint8Array = EMPTY;
  let data: Uint8Array = EMPTY;
  let type = '';
  let contentType = '';
  let createdAt = 0;

  forEachField(bytes, from, to, (field, value, start, end) => {
    if (field === 1) id = textField(bytes, start, end, 2);
    else if (field === 2) stream = textField(bytes, start, end, 3);
    else if (field === 3) revision = value;
    else if (field === 4) prepare = value;
    else if (field === 5) commit = value;
    else if (field === 6) property(start, end);
    else if (field === 7) metadata = bytes.subarray(start, end);
    else if (field === 8) data = bytes.subarray(start, end);
  });

  function property(start: number, end: number): void {
    const key = textField(bytes, start, end, 1);
    const text = textField(bytes, start, end, 2);
    if (key === 'type') type = text;
    else if (key === 'content-type') contentType = text;
    else if (key === 'created') createdAt = Math.floor(Number(text) / TICKS_PER_MILLISECOND);
  }

  const position = { commit: BigInt(commit), prepare: BigInt(prepare) };
  const event = { id, type, data, metadata, stream, revision, position, createdAt };
  return contentType === 'application/json' ? event : { ...event, format: 'binary' };
}

function textField(bytes: Buffer, from: number, to: number, wanted: number): string {
  let text = '';
  forEachField(bytes, from, to, (field, _value, start, end) => {
    if (field === wanted) text = bytes.toString('utf8', start, end);
  });
  return text;
}
