import { stepOf, type CaseEntry } from '../projection/case-entry.ts';

/** Cases by worker and step. */
export type StepCounts = ReadonlyMap<string, Readonly<Record<string, number>>>;

export function countsByWorker(entries: Iterable<Readonly<CaseEntry>>): StepCounts {
  const counts = new Map<string, Record<string, number>>();
  for (const entry of entries) {
    let steps = counts.get(entry.worker);
    if (!steps) counts.set(entry.worker, (steps = {}));
    const step = stepOf(entry);
    steps[step] = (steps[step] ?? 0) + 1;
  }
  return counts;
}
