import { isDwsError } from '@dws/kernel';
import type { EventStore, RecordedEvent } from '@dws/ports';
import type { Finding } from '@dws/audit';

/** EventStoreDB keeps a stream's settings in a stream of this prefix, and ends a stream with an event of this type. */
const METASTREAM_PREFIX = '$$';
const TOMBSTONE_TYPE = '$streamDeleted';
/** Settings that let a reader see less than was recorded, and a real server's scavenge remove it. */
const HIDING = ['$maxCount', '$maxAge', '$tb'] as const;

/**
 * Whether the store shows less of a trail than was recorded: settings that hide events, or a deletion. Nobody has a
 * reason to give a trail either, so each is a finding by itself, also where nothing is hidden yet.
 */
export async function hiddenBySettings(store: EventStore, stream: string): Promise<readonly Finding[]> {
  try {
    const [settings] = await store.read(METASTREAM_PREFIX + stream, { direction: 'backwards', limit: 1 });
    const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
    const hiding = settings ? hidingIn(settings) : [];
    const findings: Finding[] = [];
    if (settings && hiding.length > 0) {
      const place = `revision ${settings.revision} of ${METASTREAM_PREFIX}${stream}`;
      findings.push({
        problem: 'hidden',
        stream,
        at: 0,
        detail: `settings (${place}) hide events: ${hiding.join(', ')}`,
      });
    }
    if (last?.type === TOMBSTONE_TYPE) findings.push(deleted(stream, last.revision));
    return findings;
  } catch (error) {
    if (isDwsError(error, 'stream-deleted')) return [deleted(stream, 0)];
    throw error;
  }
}

function deleted(stream: string, at: number): Finding {
  return {
    problem: 'deleted',
    stream,
    at,
    detail: 'a tombstone was set: the store gives none of its events any more',
  };
}

/** Each setting with its value, as written. */
function hidingIn({ data }: RecordedEvent): readonly string[] {
  const text = Buffer.from(data).toString('utf8');
  return HIDING.flatMap((name) => {
    const value = new RegExp(`"\\${name}"\\s*:\\s*("[^"]*"|[^,}\\s]+)`).exec(text)?.[1];
    return value === undefined ? [] : [`${name} ${value}`];
  });
}
