import { parseCopyMetadata, parseSeal, type ChainHead } from '@dws/audit';
import { DwsError } from '@dws/kernel';
import type { EventStore, SealStore } from '@dws/ports';

/**
 * Place of the last seal of a trail; -1 where there is none. Read before the trail's head, so that a recorder
 * that is still at work cannot make the trail look shorter than its seals.
 *
 * @throws DwsError `audit-broken` for a seal that cannot be read.
 */
export async function lastSealed(seals: SealStore, stream: string): Promise<ChainHead | null> {
  const text = await seals.last(stream);
  if (text === null) return null;
  const seal = parseSeal(text);
  if (!seal) {
    throw new DwsError('audit-broken', `The last seal of ${stream} cannot be read.`, { stream });
  }
  return { stream, seq: seal.seq, hash: seal.hash };
}

/**
 * Hash of the copy at a place.
 * @throws DwsError `audit-broken` when there is none: the trail was cut.
 */
export async function hashAt(store: EventStore, stream: string, seq: number): Promise<string> {
  const [event] = await store.read(stream, { from: seq, limit: 1 });
  const link = event && parseCopyMetadata(event.metadata);
  if (!link) {
    throw new DwsError(
      'audit-broken',
      `Expected a copy at ${stream}/${seq}, found none: the trail was cut.`,
      {
        stream,
        seq,
      },
    );
  }
  return link.hash;
}
