import { Buffer, isUtf8 } from 'node:buffer';
import { canonicalJson, type Digest, type JsonObject, type JsonValue } from '@dws/kernel';

/** What a copy's metadata says: its link in the chain, and the source event's own place and metadata. */
export interface CopyMetadata {
  readonly hash: Digest;
  readonly prevHash: Digest;
  readonly seq: number;
  readonly source: {
    readonly id: string;
    /** JSON text of an object, exactly as the source event carries it. */
    readonly metadata: string;
    /** `commit/prepare`. */
    readonly position: string;
    readonly revision: number;
    readonly stream: string;
  };
}

/**
 * RFC 8785 text: the members stand in the order of their names. The source's metadata is already JSON and is
 * spliced in as it is; parsing and writing it again would cost more than the hash.
 */
export function copyMetadataText({ hash, prevHash, seq, source }: CopyMetadata): string {
  return (
    `{"hash":"${hash}","prevHash":"${prevHash}","seq":${seq},"source":{"id":${JSON.stringify(source.id)}` +
    `,"metadata":${source.metadata},"position":"${source.position}","revision":${source.revision}` +
    `,"stream":${JSON.stringify(source.stream)}}}`
  );
}

const WORD = String.raw`"((?:[^"\\\u0000-\u001f]|\\.)*)"`;
const FORM = new RegExp(
  String.raw`^\{"hash":"([0-9a-f]{64})","prevHash":"([0-9a-f]{64})","seq":(0|[1-9]\d{0,15}),"source":\{"id":${WORD}` +
    String.raw`,"metadata":(\{.*\}),"position":"(-?\d+/-?\d+)","revision":(0|[1-9]\d{0,15}),"stream":${WORD}\}\}$`,
  's',
);

/** `null` where the bytes are not exactly of the form that `copyMetadataText` writes. */
export function parseCopyMetadata(bytes: Uint8Array): CopyMetadata | null {
  // Bytes that are not UTF-8 would be read as U+FFFD, and so as what may have stood there.
  if (!isUtf8(bytes)) return null;
  const found = matched(textOf(bytes));
  if (!found) return null;
  const [, hash = '', prevHash = '', seq, id = '', metadata = '', position = '', revision, stream = ''] =
    found;
  const idText = unescaped(id);
  const streamText = unescaped(stream);
  if (idText === null || streamText === null) return null;
  // Beyond these, other digits may mean the same number.
  if (!Number.isSafeInteger(Number(seq)) || !Number.isSafeInteger(Number(revision))) return null;
  return {
    hash,
    prevHash,
    seq: Number(seq),
    source: { id: idText, metadata, position, revision: Number(revision), stream: streamText },
  };
}

/** An id of many megabytes takes more of the stack than there is: no recorder wrote it. */
function matched(text: string): RegExpExecArray | null {
  try {
    return FORM.exec(text);
  } catch {
    return null;
  }
}

/** Text of bytes as UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Source metadata, both as the text that is spliced into the copy and as the object it means. */
export interface SourceMetadata {
  readonly text: string;
  readonly members: JsonObject;
}

/**
 * Metadata of our own writers is canonical JSON and stands in the copy byte for byte. A foreign event may carry
 * anything: what is no JSON object is kept as `{"unreadable":"<base64>"}`, so that the copy stays readable.
 */
export function sourceMetadata(bytes: Uint8Array): SourceMetadata {
  const text = textOf(bytes);
  const members = isUtf8(bytes) ? jsonObjectIn(text) : null;
  if (members === null) {
    const unreadable = { unreadable: Buffer.from(bytes).toString('base64') };
    return { text: canonicalJson(unreadable), members: unreadable };
  }
  const tight = text.startsWith('{') && text.endsWith('}');
  return { text: tight ? text : canonicalJson(members), members };
}

/** The object that the text means; `null` where it is not JSON or not an object. */
export function jsonObjectIn(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as JsonValue;
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

function unescaped(word: string): string | null {
  if (!word.includes('\\')) return word;
  try {
    const text = JSON.parse(`"${word}"`) as string;
    return JSON.stringify(text) === `"${word}"` ? text : null;
  } catch {
    return null;
  }
}
