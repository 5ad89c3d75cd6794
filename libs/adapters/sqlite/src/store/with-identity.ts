import { DwsError } from '@dws/kernel';
import type { Append, EventStore } from '@dws/ports';

/** Which event types each service's identity owns, and so may append. */
export type OwnedTypes = Readonly<Record<string, readonly string[]>>;

/**
 * The same store as one service sees it: it may read everything and append the event types it owns. A call with
 * any other type is refused whole, before anything is sent.
 * @throws DwsError `store-access-denied`, from `append`.
 */
export function withIdentity(store: EventStore, identity: string, owned: OwnedTypes): EventStore {
  const mine = new Set(owned[identity]);
  const refuseForeign = ({ stream, events }: Append): void => {
    const foreign = events.find(({ type }) => !mine.has(type));
    if (!foreign) return;
    throw new DwsError('store-access-denied', `${identity} may not append ${foreign.type} to ${stream}`, {
      identity,
      type: foreign.type,
      stream,
    });
  };
  return {
    append: async (appends) => {
      appends.forEach(refuseForeign);
      return store.append(appends);
    },
    read: (stream, options) => store.read(stream, options),
    readMany: (streams) => store.readMany(streams),
    readAll: (after, limit, filter) => store.readAll(after, limit, filter),
    readAllBackwards: (before, limit, filter) => store.readAllBackwards(before, limit, filter),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}
