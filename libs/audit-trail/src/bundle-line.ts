import { Buffer, isUtf8 } from 'node:buffer';
import { jsonObjectIn, textOf, type TrailEvent } from '@dws/audit';
import { sha256, type JsonObject, type JsonValue } from '@dws/kernel';

/** First member of a bundle's first line. */
export const BUNDLE_FORMAT = 'dws-audit-bundle/v1';

/** A line of a bundle or of a JSON Lines export: exact bytes as JSON strings, so that every hash can be redone. */
export function eventLine({ stream, revision, type, data, metadata }: TrailEvent): string {
  const members = `{"stream":${JSON.stringify(stream)},"seq":${revision},"type":${JSON.stringify(type)}`;
  const bytes = isUtf8(data)
    ? `,"data":${JSON.stringify(textOf(data))}`
    : `,"data":"${Buffer.from(data).toString('base64')}","encoding":"base64"`;
  return `${members}${bytes},"metadata":${JSON.stringify(textOf(metadata))}}\n`;
}

export function sealLine(stream: string, seal: string): string {
  return `${JSON.stringify({ stream, seal })}\n`;
}

/** The Avro schema of an event type that occurs in the bundle. */
export function schemaLine(schema: string, avro: JsonValue): string {
  return digestedLine({ schema, avro });
}

export function endLine({ events, seals, schemas }: Omit<BundleEnd, 'kind'>): string {
  return `${JSON.stringify({ events, seals, schemas })}\n`;
}

export interface BundleHeader {
  /** Whether the whole trails are there, or entries picked from them. */
  readonly complete: boolean;
  readonly selection: JsonObject;
  /** Streams of the trails that the bundle holds. */
  readonly trails: readonly string[];
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
}

export function headerLine({ complete, selection, trails, keys }: BundleHeader): string {
  return digestedLine({
    bundle: BUNDLE_FORMAT,
    complete,
    selection,
    trails,
    keys: keys.map(({ keyId, publicKey }) => ({ keyId, publicKey })),
  });
}

export interface BundleEnd {
  readonly kind: 'end';
  readonly events: number;
  readonly seals: number;
  readonly schemas: number;
}

export type BundleLine =
  | { readonly kind: 'header'; readonly header: BundleHeader }
  | { readonly kind: 'seal'; readonly stream: string; readonly text: string }
  | { readonly kind: 'event'; readonly event: TrailEvent }
  | { readonly kind: 'schema' }
  | BundleEnd;

/**
 * `null` where the line is none of a bundle, or not byte for byte as it is written: another spelling of the same
 * JSON is a change too, and one that no hash would show.
 */
export function parseBundleLine(line: string): BundleLine | null {
  const value = jsonObjectIn(line);
  if (!value) return null;
  const read = lineIn(value);
  return read?.written === `${line}\n` ? read.line : null;
}

interface Read {
  readonly line: BundleLine;
  /** The line as we write what was read. */
  readonly written: string;
}

function lineIn(value: JsonObject): Read | null {
  const { stream, seal, schema, avro, events, seals, schemas } = value;
  if (value['bundle'] === BUNDLE_FORMAT) return headerIn(value);
  if (typeof stream === 'string' && typeof seal === 'string') {
    if (!seal.isWellFormed()) return null;
    return { line: { kind: 'seal', stream, text: seal }, written: sealLine(stream, seal) };
  }
  if (typeof stream === 'string') return eventIn(stream, value);
  if (typeof schema === 'string' && avro !== undefined) {
    return { line: { kind: 'schema' }, written: schemaLine(schema, avro) };
  }
  if (typeof events !== 'number' || typeof seals !== 'number' || typeof schemas !== 'number') return null;
  const end = { kind: 'end', events, seals, schemas } as const;
  return { line: end, written: endLine(end) };
}

function eventIn(stream: string, { seq, type, data, metadata, encoding }: JsonObject): Read | null {
  if (typeof seq !== 'number' || typeof type !== 'string') return null;
  if (typeof data !== 'string' || typeof metadata !== 'string') return null;
  // A lone surrogate has no UTF-8: it would be read as another character, whose hash might be the stated one.
  if (![stream, type, data, metadata].every((text) => text.isWellFormed())) return null;
  const bytes = Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
  const event = { stream, revision: seq, type, data: bytes, metadata: Buffer.from(metadata) };
  return { line: { kind: 'event', event }, written: eventLine(event) };
}

function headerIn({ complete, selection, trails, keys }: JsonObject): Read | null {
  const header = { complete, selection, trails, keys } as unknown as BundleHeader;
  if (!isObject(selection) || !isListOf(trails, isText) || !isListOf(keys, isKey)) return null;
  const narrower = Object.keys(selection).filter((name) => name !== 'worker');
  if (complete !== (narrower.length === 0)) return null;
  return { line: { kind: 'header', header }, written: headerLine(header) };
}

/** For what no hash of the chain covers: the line ends in the digest of all that stands before it. */
function digestedLine(members: JsonObject): string {
  const text = JSON.stringify(members).slice(0, -1);
  return `${text},"sha256":"${sha256(text)}"}\n`;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: JsonValue): boolean {
  return typeof value === 'string';
}

function isKey(value: JsonValue): boolean {
  return isObject(value) && typeof value['keyId'] === 'string' && typeof value['publicKey'] === 'string';
}

function isListOf(value: JsonValue | undefined, isOne: (one: JsonValue) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isOne(one as JsonValue));
}
