import { z } from 'zod';
import { trailPage, type TrailEntry } from '../audit/answers.ts';
import type { ControlPlane } from '../platform/control-plane.ts';
import { retried } from '../platform/retry.ts';
import type { Shell } from '../shell/shell.ts';

/** What became of one row's case. */
export interface Classified {
  /** Category that the worker stands by; null where it asked a person. */
  readonly category: string | null;
  /** When the plan stood in the case, in milliseconds since the epoch. */
  readonly at: number;
}

/** Every look into a trail is on record, so it is taken once a second; latencies come from the trail, not from it. */
export const FOLLOW = { pageEntries: 500, pollMs: 1_000, quietMs: 60_000 } as const;

const planned = z.looseObject({ outcome: z.string(), memo: z.record(z.string(), z.json()) });

/**
 * Waits until the worker has planned every one of these cases, by its audit trail: one question for 500 cases.
 * Gives up, with what it has, when nothing new came for a minute.
 * @param cases ids of the cases
 */
export async function followCases(
  worker: string,
  cases: ReadonlySet<string>,
  controlPlane: Pick<ControlPlane, 'get'>,
  shell: Shell,
): Promise<ReadonlyMap<string, Classified>> {
  const found = new Map<string, Classified>();
  const bar = shell.progress('classified', cases.size);
  let seenTo = -1;
  let newsAt = shell.clock.now();
  while (found.size < cases.size && !shell.stop.aborted) {
    const before = found.size;
    seenTo = await retried(() => sweep(worker, seenTo, cases, found, controlPlane), shell);
    bar.to(found.size);
    const now = shell.clock.now();
    if (found.size > before) newsAt = now;
    if (now - newsAt >= FOLLOW.quietMs) break;
    if (found.size < cases.size) await shell.sleep(FOLLOW.pollMs);
  }
  bar.stop();
  return found;
}

/** Reads plans from the newest back to the place where the sweep before began. @returns the newest place now */
async function sweep(
  worker: string,
  seenTo: number,
  cases: ReadonlySet<string>,
  found: Map<string, Classified>,
  controlPlane: Pick<ControlPlane, 'get'>,
): Promise<number> {
  let newest = seenTo;
  let after: string | undefined;
  for (;;) {
    const query = { worker, type: 'planned', limit: FOLLOW.pageEntries, after };
    const { entries, next } = await controlPlane.get('/audit/search', trailPage, query);
    for (const entry of entries) {
      newest = Math.max(newest, entry.seq);
      if (entry.seq > seenTo && cases.has(entry.caseId)) note(entry, found);
    }
    const reached = entries.some(({ seq }) => seq <= seenTo);
    if (next === null || reached || found.size === cases.size) return newest;
    after = next;
  }
}

/** The first plan of a case counts: a second one was made because something changed. */
function note(entry: TrailEntry, found: Map<string, Classified>): void {
  const { outcome, memo } = planned.parse(JSON.parse(entry.data));
  const category = memo['category'];
  const at = Date.parse(entry.at);
  if ((found.get(entry.caseId)?.at ?? Infinity) <= at) return;
  found.set(entry.caseId, {
    category: outcome === 'act' && typeof category === 'string' ? category : null,
    at,
  });
}
