import { DwsError } from '@dws/kernel';
import type { Append, EventStore } from '@dws/ports';

/** What an identity may append: event types it owns (`*` for every one), to streams by prefix. */
export interface AppendRights {
  readonly types: readonly string[];
  readonly streams: readonly string[];
}

/**
 * The same store as one service sees it: it may read everything and append the event types it owns to its streams. A
 * call with anything else is refused whole, before anything is sent.
 * @throws DwsError `store-access-denied`, from `append`.
 */
export function withIdentity(store: EventStore, identity: string, rights: AppendRights): EventStore {
  const types = new Set(rights.types);
  const everyType = types.has('*');

  function refusalOf({ stream, events }: Append): DwsError | undefined {
    if (!rights.streams.some((prefix) => stream.startsWith(prefix))) {
      return new DwsError('store-access-denied', `${identity} may not append to ${stream}`, {
        identity,
        stream,
      });
    }
    const foreign = everyType ? undefined : events.find(({ type }) => !types.has(type));
    if (!foreign) return undefined;
    const { type } = foreign;
    const message = `${identity} may not append ${type} to ${stream}`;
    return new DwsError('store-access-denied', message, { identity, type, stream });
  }

  return {
    append: (appends) => {
      for (const append of appends) {
        const refusal = refusalOf(append);
        if (refusal) return Promise.reject(refusal);
      }
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
