import { Buffer, isUtf8 } from 'node:buffer';
import { jsonObjectIn, textOf, type TrailEvent } from '@dws/audit';
import type { JsonObject } from '@dws/kernel';

/** First member of a bundle's first line. */
export const BUNDLE_FORMAT = 'dws-audit-bundle/v1';

/** A line of a bundle or of a JSON Lines export: exact bytes as JSON strings, so that every hash can be redone. */
export function eventLine({ stream, revision, type, data, metadata }: TrailEvent): string {
  const bytes = isUtf8(data)
    ? { data: textOf(data) }
    : { data: Buffer.from(data).toString('base64'), encoding: 'base64' };
  return `${JSON.stringify({ stream, seq: revision, type, ...bytes, metadata: textOf(metadata) })}\n`;
}

export interface BundleHeader {
  readonly bundle: typeof BUNDLE_FORMAT;
  /** Whether the whole trails are there, or entries picked from them. */
  readonly complete: boolean;
  readonly selection: JsonObject;
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
}

export type BundleLine =
  | { readonly kind: 'header'; readonly header: BundleHeader }
  | { readonly kind: 'seal'; readonly stream: string; readonly text: string }
  | { readonly kind: 'event'; readonly event: TrailEvent }
  | { readonly kind: 'end'; readonly events: number; readonly seals: number };

/** `null` where the line is none of a bundle. */
export function parseBundleLine(line: string): BundleLine | null {
  const value = jsonObjectIn(line);
  if (!value) return null;
  if (value['bundle'] === BUNDLE_FORMAT && Array.isArray(value['keys'])) {
    return { kind: 'header', header: value as unknown as BundleHeader };
  }
  if (typeof value['seal'] === 'string' && typeof value['stream'] === 'string') {
    return { kind: 'seal', stream: value['stream'], text: value['seal'] };
  }
  if (typeof value['events'] === 'number' && typeof value['seals'] === 'number') {
    return { kind: 'end', events: value['events'], seals: value['seals'] };
  }
  const event = eventIn(value);
  return event && { kind: 'event', event };
}

function eventIn(value: JsonObject): TrailEvent | null {
  const { stream, seq, type, data, metadata, encoding } = value;
  if (typeof stream !== 'string' || typeof seq !== 'number' || typeof type !== 'string') return null;
  if (typeof data !== 'string' || typeof metadata !== 'string') return null;
  const bytes = Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
  return { stream, revision: seq, type, data: bytes, metadata: Buffer.from(metadata) };
}
