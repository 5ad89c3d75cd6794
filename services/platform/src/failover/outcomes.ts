import type { Names } from '@dws/application';
import { comparePositions, START } from '@dws/kernel';
import type { EventStore, RecordedEvent } from '@dws/ports';

const PAGE = 500;

/** Events that say how an action of these cases ended, in order. */
export async function outcomesIn(
  store: EventStore,
  names: Names,
  caseIds: ReadonlySet<string>,
): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  let after = START;
  for (;;) {
    const { events, upTo } = await store.readAll(after, PAGE, { streamPrefixes: [names.stream('case-')] });
    found.push(
      ...events.filter(
        ({ type, stream }) => type === 'action-executed' && caseIds.has(caseIdOfStream(stream)),
      ),
    );
    if (comparePositions(upTo, after) <= 0) return found;
    after = upTo;
  }
}

/** `staging_case-<id>` → `<id>` */
export function caseIdOfStream(stream: string): string {
  return stream.slice(stream.indexOf('case-') + 'case-'.length);
}
