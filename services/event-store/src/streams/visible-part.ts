import type { EventStore, RecordedEvent, Revision } from '@dws/ports';
import type { StreamSettings } from './stream-settings.ts';

/** The part of a stream that its settings leave to readers. */
export interface VisiblePart {
  /** First revision shown. */
  readonly from: Revision;
  /** Events created before this are not shown, milliseconds since the epoch. */
  readonly notBefore: number;
}

export const EVERYTHING: VisiblePart = { from: 0, notBefore: -Infinity };

/**
 * `$maxCount` counts from the stream's last event, `$tb` names a revision, `$maxAge` counts from now; all that are
 * set hold. Nothing is removed: the same events show again when the settings change.
 */
export function visiblePart(settings: StreamSettings, last: Revision, now: number): VisiblePart {
  const { maxCount, maxAgeMs, truncateBefore = 0 } = settings;
  return {
    from: Math.max(0, truncateBefore, maxCount === undefined ? 0 : last - maxCount + 1),
    notBefore: maxAgeMs === undefined ? -Infinity : now - maxAgeMs,
  };
}

export function hidesNothing({ maxCount, maxAgeMs, truncateBefore }: StreamSettings): boolean {
  return maxCount === undefined && maxAgeMs === undefined && truncateBefore === undefined;
}

/** `undefined` for a stream without events. */
export async function lastRevision(store: EventStore, stream: string): Promise<Revision | undefined> {
  const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
  return last?.revision;
}

export function isVisible({ revision, createdAt }: RecordedEvent, { from, notBefore }: VisiblePart): boolean {
  return revision >= from && createdAt >= notBefore;
}
