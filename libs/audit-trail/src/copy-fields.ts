import { Buffer } from 'node:buffer';
import { endOfDigits, endOfNumber, endOfWord, isHex, standsAt } from './scan.ts';

/** Where the members of a copy's `source` begin and end in its metadata. */
export interface CopyFields {
  readonly id: [start: number, end: number];
  readonly metadata: [start: number, end: number];
  readonly position: [start: number, end: number];
  readonly revision: [start: number, end: number];
  readonly stream: [start: number, end: number];
}

const HASH = Buffer.from('{"hash":"');
const PREV_HASH = Buffer.from('","prevHash":"');
const SEQ = Buffer.from('","seq":');
const ID = Buffer.from(',"source":{"id":"');
const METADATA = Buffer.from('","metadata":');
const POSITION = Buffer.from(',"position":"');
const REVISION = Buffer.from('","revision":');
const STREAM = Buffer.from(',"stream":"');
const END = Buffer.from('"}}');
const OPEN = 0x7b;
const CLOSE = 0x7d;
const MINUS = 0x2d;
const SLASH = 0x2f;

export const HASH_LENGTH = 64;
export const HASH_AT = HASH.length;
export const PREV_HASH_AT = HASH_AT + HASH_LENGTH + PREV_HASH.length;
const SEQ_AT = PREV_HASH_AT + HASH_LENGTH + SEQ.length;

/**
 * Finds the members of a copy's metadata in its bytes. True only for what `parseCopyMetadata` reads in the same way
 * and whose `seq` is the one given; no name in it may need an escape.
 */
export function readCopyFields(bytes: Buffer, length: number, seq: string, fields: CopyFields): boolean {
  if (!standsAt(bytes, 0, length, HASH)) return false;
  if (!standsAt(bytes, HASH_AT + HASH_LENGTH, length, PREV_HASH)) return false;
  if (!isHex(bytes, PREV_HASH_AT, PREV_HASH_AT + HASH_LENGTH)) return false;
  if (!standsAt(bytes, PREV_HASH_AT + HASH_LENGTH, length, SEQ)) return false;
  for (let i = 0; i < seq.length; i += 1) if (bytes[SEQ_AT + i] !== seq.charCodeAt(i)) return false;
  const seqEnd = SEQ_AT + seq.length;
  if (!standsAt(bytes, seqEnd, length, ID)) return false;
  const idAt = seqEnd + ID.length;
  const idEnd = endOfWord(bytes, idAt, length);
  if (idEnd < 0 || !standsAt(bytes, idEnd, length, METADATA)) return false;
  const metadataAt = idEnd + METADATA.length;
  // The last one is the copy's own: what the source's metadata holds stands before it.
  const metadataEnd = bytes.lastIndexOf(POSITION, length - POSITION.length);
  if (metadataEnd <= metadataAt || bytes[metadataAt] !== OPEN || bytes[metadataEnd - 1] !== CLOSE)
    return false;
  set(fields.id, idAt, idEnd);
  set(fields.metadata, metadataAt, metadataEnd);
  return readPlace(bytes, length, metadataEnd + POSITION.length, fields);
}

function readPlace(bytes: Buffer, length: number, positionAt: number, fields: CopyFields): boolean {
  const positionEnd = endOfPosition(bytes, positionAt, length);
  if (positionEnd < 0 || !standsAt(bytes, positionEnd, length, REVISION)) return false;
  const revisionAt = positionEnd + REVISION.length;
  const revisionEnd = endOfNumber(bytes, revisionAt, length);
  if (revisionEnd < 0 || !standsAt(bytes, revisionEnd, length, STREAM)) return false;
  const streamAt = revisionEnd + STREAM.length;
  const streamEnd = endOfWord(bytes, streamAt, length);
  if (streamEnd !== length - END.length || !standsAt(bytes, streamEnd, length, END)) return false;
  set(fields.position, positionAt, positionEnd);
  set(fields.revision, revisionAt, revisionEnd);
  set(fields.stream, streamAt, streamEnd);
  return true;
}

/** Behind `commit/prepare`. */
function endOfPosition(bytes: Buffer, start: number, end: number): number {
  const slash = endOfDigits(bytes, bytes[start] === MINUS ? start + 1 : start, end);
  if (slash < 0 || bytes[slash] !== SLASH) return -1;
  const prepareAt = slash + 1;
  return endOfDigits(bytes, bytes[prepareAt] === MINUS ? prepareAt + 1 : prepareAt, end);
}

function set(field: [start: number, end: number], start: number, end: number): void {
  field[0] = start;
  field[1] = end;
}
