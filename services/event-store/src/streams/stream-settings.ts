import { streamAclOf, type StreamAcl } from './stream-acl.ts';

/** A stream's metadata as far as the server acts on it. Its other members are kept and given back as they are. */
export interface StreamSettings {
  /** Only so many of the newest events are shown. */
  readonly maxCount?: number;
  /** Only events so young are shown, milliseconds. */
  readonly maxAgeMs?: number;
  /** Events before this revision are not shown; `DELETED` for a stream that was deleted and may come back. */
  readonly truncateBefore?: number;
  /** For HTTP caches in front of a server, seconds; kept for them. */
  readonly cacheControlSeconds?: number;
  readonly acl?: StreamAcl;
}

/** The largest 64-bit number, which EventStoreDB writes for "deleted"; a double cannot hold it exactly. */
export const DELETED = Infinity;
export const DELETED_TEXT = '9223372036854775807';
const LARGEST = BigInt(DELETED_TEXT);

export const NO_SETTINGS: StreamSettings = {};
/** What holds for every stream that itself holds settings: the newest are in force. */
export const METASTREAM_SETTINGS: StreamSettings = { maxCount: 1 };

/** Soft deletion: the settings that replace all others. */
export const SOFT_DELETED = Buffer.from(`{"$tb":${DELETED_TEXT}}`);

/** As the server reads them: settings that are no JSON object, or hold one malformed member, count as none at all. */
export function streamSettingsOf(json: Uint8Array): StreamSettings {
  try {
    return settingsIn(parsed(json));
  } catch {
    return NO_SETTINGS;
  }
}

/** The same settings, with events from `revision` on shown again. `undefined` where there is no JSON object. */
export function undeletedAt(json: Uint8Array, revision: number): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify({ ...parsed(json), $tb: revision }));
  } catch {
    return undefined;
  }
}

/** Whole numbers come as their text: the largest would lose its last digits. */
class WholeNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): number {
    return Number(this.text);
  }
}

function parsed(json: Uint8Array): Record<string, unknown> {
  const text = Buffer.from(json).toString('utf8');
  const value: unknown = JSON.parse(text, (_key, member: unknown, context?: { source?: string }) =>
    typeof member === 'number' && /^-?\d+$/.test(context?.source ?? '')
      ? new WholeNumber(context?.source ?? '')
      : member,
  );
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no object');
  return value as Record<string, unknown>;
}

function settingsIn(value: Record<string, unknown>): StreamSettings {
  const maxCount = wholeNumber(value['$maxCount']);
  const maxAge = wholeNumber(value['$maxAge']);
  const truncateBefore = wholeNumber(value['$tb']);
  const cacheControl = wholeNumber(value['$cacheControl']);
  return {
    ...(maxCount !== undefined && maxCount > 0 && { maxCount }),
    ...(maxAge !== undefined && maxAge > 0 && { maxAgeMs: maxAge * 1_000 }),
    ...(truncateBefore !== undefined && truncateBefore >= 0 && { truncateBefore }),
    ...(cacheControl !== undefined && cacheControl > 0 && { cacheControlSeconds: cacheControl }),
    ...(value['$acl'] !== undefined && { acl: streamAclOf(value['$acl']) }),
  };
}

function wholeNumber(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (!(value instanceof WholeNumber)) throw new TypeError('no whole number');
  const exact = BigInt(value.text);
  if (exact > LARGEST || exact < -LARGEST) throw new RangeError('more than 64 bits');
  return exact === LARGEST ? DELETED : Number(exact);
}
