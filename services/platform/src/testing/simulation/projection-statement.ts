import type { ControlCore } from '@dws/control-plane';

/** A scheduler's own notes: they say what it has done, not what is in the store. */
const NOTES: ReadonlySet<string> = new Set(['fired', 'queuedAt']);

/** Everything that a control plane has folded, one statement a line. */
export function statementOf({ cases, orders, registry }: ControlCore['projection']): readonly string[] {
  return [
    ...cases.all().map((entry) => `case ${textOf(entry)}`),
    ...orders.all().map(({ scope, inFlightThen, ...order }) => {
      const idsOf = (entries: typeof scope): readonly string[] => entries.map(({ caseId }) => caseId);
      return `order ${textOf({ ...order, scope: idsOf(scope), inFlightThen: idsOf(inFlightThen) })}`;
    }),
    `control ${textOf(orders.control)}`,
    ...registry
      .all()
      .map(({ registered, status, stage }) => `worker ${registered.worker} ${status} ${stage}`),
  ];
}

/** The first line in which two statements differ; null where none does. */
export function differenceOf(known: readonly string[], rebuilt: readonly string[]): string | null {
  const place = Array.from({ length: Math.max(known.length, rebuilt.length) }).findIndex(
    (_, line) => known[line] !== rebuilt[line],
  );
  return place < 0 ? null : `known: ${known[place] ?? 'nothing'}; rebuilt: ${rebuilt[place] ?? 'nothing'}`;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (NOTES.has(name)) return undefined;
    return member instanceof Map || member instanceof Set ? [...(member as Iterable<unknown>)] : member;
  });
}
