import type { CaseEvent } from '@dws/case';
import type { Change, ContextAssembled } from '@dws/contracts';
import { canonicalJson } from '@dws/kernel';

/**
 * What changed in the facts since a person was last asked in this case; empty when none was asked before, or
 * nothing changed. Reads the case's own events, so a packet can be rebuilt at any time.
 */
export function changesSinceReview(events: readonly CaseEvent[]): readonly Change[] {
  const asked = events.findLastIndex(({ type }) => type === 'review-requested');
  if (asked < 0) return [];
  const before = lastContext(events.slice(0, asked));
  const after = lastContext(events);
  return before && after && before !== after ? changesBetween(before, after) : [];
}

function lastContext(events: readonly CaseEvent[]): ContextAssembled | undefined {
  const event = events.findLast(({ type }) => type === 'context-assembled');
  return event?.type === 'context-assembled' ? event.data : undefined;
}

/** Field by field, in the order of the newer facts, then what is gone. */
export function changesBetween(before: ContextAssembled, after: ContextAssembled): readonly Change[] {
  const old = fieldsOf(before);
  const fresh = fieldsOf(after);
  const changed = [...fresh].flatMap(([name, text]) =>
    old.get(name) === text ? [] : [changeOf(name, old.get(name) ?? '', text)],
  );
  const gone = [...old].flatMap(([name, text]) => (fresh.has(name) ? [] : [changeOf(name, text, '')]));
  return [...changed, ...gone];
}

const SEPARATOR = '\u001f';

function fieldsOf({ records }: ContextAssembled): Map<string, string> {
  return new Map(
    records.flatMap(({ system, recordType, id, fields }) =>
      Object.entries(fields).map(([field, value]): [string, string] => [
        [`${system}/${recordType}/${id}`, field].join(SEPARATOR),
        canonicalJson(value),
      ]),
    ),
  );
}

function changeOf(name: string, before: string, after: string): Change {
  const [record = '', field = ''] = name.split(SEPARATOR);
  return { record, field, before, after };
}
