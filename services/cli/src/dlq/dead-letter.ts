import { Buffer, isUtf8 } from 'node:buffer';
import { DEAD_LETTER_HEADERS } from '@dws/application';
import type { IncomingMessage, OutgoingMessage } from '@dws/ports';

/** A message that a group set aside, with where it came from and why. */
export interface ShownLetter {
  /** `<topic>/<partition>/<offset>` in the dead-letter topic: what `show` and `replay` take. */
  readonly place: string;
  readonly setAsideAt: string;
  readonly origin: string;
  readonly group: string;
  readonly code: string;
  readonly reason: string;
  readonly type: string;
  readonly key: string;
  readonly bytes: number;
}

const OURS: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_HEADERS));
const UNKNOWN = 'unknown';

export function shownLetter(message: IncomingMessage): ShownLetter {
  const { topic, partition, offset, headers, key, value, timestamp } = message;
  const header = (name: keyof typeof DEAD_LETTER_HEADERS): string =>
    headers[DEAD_LETTER_HEADERS[name]] ?? UNKNOWN;
  return {
    place: `${topic}/${partition}/${offset}`,
    setAsideAt: new Date(timestamp).toISOString(),
    origin: `${header('topic')}/${header('partition')}/${header('offset')}`,
    group: header('group'),
    code: header('code'),
    reason: header('reason'),
    type: headers['ce_type'] ?? UNKNOWN,
    key,
    bytes: value?.byteLength ?? 0,
  };
}

/** Its headers without ours, and its bytes: as text where they are text. */
export function contentOf({ headers, value }: IncomingMessage) {
  const bytes = Buffer.from(value ?? []);
  const own = Object.entries(headers).filter(([name]) => !OURS.has(name));
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  return { headers: Object.fromEntries(own), encoding, value: bytes.toString(encoding) } as const;
}

/**
 * The message as it was before it was set aside, for the topic it came from: same key, headers and bytes, so a
 * signal keeps its identity and makes no second case. `null` where its origin is not written on it.
 */
export function restored(message: IncomingMessage): OutgoingMessage | null {
  const topic = message.headers[DEAD_LETTER_HEADERS.topic];
  if (topic === undefined || topic === '') return null;
  return { topic, key: message.key, headers: contentOf(message).headers, value: message.value };
}
