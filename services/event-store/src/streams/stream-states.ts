import { START, comparePositions } from '@dws/kernel';
import type { EventStore, RecordedEvent, Revision } from '@dws/ports';
import { streamAclOf, type StreamAcl } from './stream-acl.ts';
import {
  DELETED,
  METASTREAM_SETTINGS,
  NO_SETTINGS,
  streamSettingsOf,
  type StreamSettings,
} from './stream-settings.ts';
import {
  SETTINGS_STREAM,
  TOMBSTONES_STREAM,
  TOMBSTONE_TYPE,
  isMetastream,
  originalOf,
} from './system-names.ts';

/** The newest settings event of a stream. */
export interface StreamMetadata {
  readonly settings: StreamSettings;
  /** Of the event in the metastream. */
  readonly revision: Revision;
  readonly json: Uint8Array;
}

export interface DefaultAcls {
  readonly user: StreamAcl;
  readonly system: StreamAcl;
}

type Learned = Pick<RecordedEvent, 'stream' | 'revision' | 'data' | 'format'>;

/** What reading one page of system events costs at most. */
const PAGE = 500;

/**
 * What is known of streams beside their events: settings, deletions, default rights. A fold of the system streams,
 * kept in memory because every append and read asks it; it grows with the number of streams that have settings. This
 * server is the store's only writer, so what it has not learned has not happened.
 */
export class StreamStates {
  readonly #metadata = new Map<string, StreamMetadata>();
  readonly #tombstones = new Map<string, Revision>();
  #defaults: DefaultAcls = { user: {}, system: {} };

  /** @throws DwsError as `EventStore.readAll`. */
  static async load(store: EventStore): Promise<StreamStates> {
    const states = new StreamStates();
    const noted = new Set<string>();
    const end = await store.head();
    let after = START;
    while (comparePositions(after, end) < 0) {
      const { events, upTo } = await store.readAll(after, PAGE, { streamPrefixes: ['$'] });
      for (const event of events) {
        if (event.stream === TOMBSTONES_STREAM) noted.add(Buffer.from(event.data).toString('utf8'));
        else states.learn(event);
      }
      if (comparePositions(upTo, after) <= 0) break;
      after = upTo;
    }
    for (const stream of noted) {
      const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
      if (last?.type === TOMBSTONE_TYPE) states.bury(stream, last.revision);
    }
    return states;
  }

  settingsOf(stream: string): StreamSettings {
    if (isMetastream(stream)) return METASTREAM_SETTINGS;
    return this.#metadata.get(stream)?.settings ?? NO_SETTINGS;
  }

  metadataOf(stream: string): StreamMetadata | undefined {
    return this.#metadata.get(stream);
  }

  /** Deleted for ever; so are the settings of such a stream. */
  isTombstoned(stream: string): boolean {
    if (this.#tombstones.size === 0) return false;
    return this.#tombstones.has(stream) || (isMetastream(stream) && this.#tombstones.has(originalOf(stream)));
  }

  /** Where the tombstone stands in the store; on the wire its revision is the largest there is. */
  tombstoneOf(stream: string): Revision | undefined {
    return this.#tombstones.get(stream);
  }

  isSoftDeleted(stream: string): boolean {
    return this.#metadata.get(stream)?.settings.truncateBefore === DELETED;
  }

  defaultAcls(): DefaultAcls {
    return this.#defaults;
  }

  /** Takes an event that stands in the store into account. */
  learn({ stream, revision, data, format }: Learned): void {
    if (stream === SETTINGS_STREAM) this.#defaults = defaultAclsOf(data);
    if (!isMetastream(stream)) return;
    const original = originalOf(stream);
    const known = this.#metadata.get(original);
    if (known && known.revision >= revision) return;
    const settings = format === 'binary' ? NO_SETTINGS : streamSettingsOf(data);
    this.#metadata.set(original, { settings, revision, json: data });
  }

  bury(stream: string, revision: Revision): void {
    this.#tombstones.set(stream, revision);
  }
}

function defaultAclsOf(json: Uint8Array): DefaultAcls {
  try {
    const value = JSON.parse(Buffer.from(json).toString('utf8')) as Record<string, unknown>;
    return { user: aclIn(value['$userStreamAcl']), system: aclIn(value['$systemStreamAcl']) };
  } catch {
    return { user: {}, system: {} };
  }
}

function aclIn(value: unknown): StreamAcl {
  return value === undefined ? {} : streamAclOf(value);
}
