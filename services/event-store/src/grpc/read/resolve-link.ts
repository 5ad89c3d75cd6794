import type { EventStore, RecordedEvent } from '@dws/ports';
import { hidesNothing, isVisible, lastRevision, visiblePart } from '../../streams/visible-part.ts';
import type { StreamStates } from '../../streams/stream-states.ts';

/** The event a link points to, missing where it is gone, hidden or not for this reader; `undefined` for no link. */
export type ResolveLink = (
  link: RecordedEvent,
) => Promise<{ readonly event: RecordedEvent | undefined } | undefined>;

export interface LinkContext {
  readonly store: EventStore;
  readonly states: StreamStates;
  readonly now: () => number;
  readonly mayRead: (stream: string) => boolean;
}

/** `2@orders` points to revision 2 of `orders`. */
const LINK = /^(\d+)@(.+)$/s;

export function createResolveLink({ store, states, now, mayRead }: LinkContext): ResolveLink {
  return async (link) => {
    const [, revisionText = '', stream = ''] = LINK.exec(Buffer.from(link.data).toString('utf8')) ?? [];
    const revision = Number(revisionText);
    if (stream === '' || !Number.isSafeInteger(revision)) return undefined;
    if (!mayRead(stream) || states.isTombstoned(stream)) return { event: undefined };
    const [event] = await store.read(stream, { from: revision, limit: 1 });
    if (event?.revision !== revision) return { event: undefined };
    const settings = states.settingsOf(stream);
    if (hidesNothing(settings)) return { event };
    const last = (await lastRevision(store, stream)) ?? revision;
    return { event: isVisible(event, visiblePart(settings, last, now())) ? event : undefined };
  };
}
