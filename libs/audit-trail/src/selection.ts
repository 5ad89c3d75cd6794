import { jsonObjectIn } from '@dws/audit';
import { DwsError, type Instant } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import { trailOf } from '@dws/audit';
import { knownTrails } from './known-trails.ts';
import type { TrailSources } from './sources.ts';
import type { TrailEntry } from './trail-entry.ts';

/** Which entries are wanted; every member given must hold. */
export interface Selection {
  readonly worker?: string;
  readonly caseId?: string;
  /** Event type. */
  readonly type?: string;
  /** Earliest and latest time of writing, inclusive. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Value of the member `subject` in the event's data: signals, proposals, escalations. */
  readonly subject?: string;
  /** Value of the member `signalType` in the event's data: accepted signals. */
  readonly signalType?: string;
  /** Text anywhere in the event's data, in any case of letters. */
  readonly text?: string;
  /** What else must hold: a query of docs/audit-search.md. */
  readonly q?: string;
}

/** Trails that can hold what is selected. A case is its worker's. */
export async function trailsOfSelection(
  sources: TrailSources,
  seals: SealStore,
  { worker, caseId }: Selection,
): Promise<readonly string[]> {
  const { names, store } = sources;
  if (worker !== undefined) return [names.stream(trailOf(worker))];
  if (caseId === undefined) return knownTrails(sources, seals);
  const [first] = await store.read(names.caseStream(caseId), { limit: 1 });
  if (!first) throw new DwsError('case-unknown', `Expected a case ${caseId}, found none.`, { caseId });
  const owner = jsonObjectIn(Buffer.from(first.metadata).toString())?.['worker'];
  return typeof owner === 'string' ? [names.stream(trailOf(owner))] : [];
}

/** Whether an entry is selected. The cheap tests come first; data is parsed only when it is asked about. */
export function isSelected(entry: TrailEntry, selection: Selection): boolean {
  const { caseId, type, from, to, subject, signalType, text } = selection;
  if (caseId !== undefined && entry.caseId !== caseId) return false;
  if (type !== undefined && entry.type !== type) return false;
  if (from !== undefined && entry.at < from) return false;
  if (to !== undefined && entry.at > to) return false;
  if (text !== undefined && !entry.data.toLowerCase().includes(text.toLowerCase())) return false;
  if (subject === undefined && signalType === undefined) return true;
  const data = jsonObjectIn(entry.data) ?? {};
  if (subject !== undefined && data['subject'] !== subject) return false;
  return signalType === undefined || data['signalType'] === signalType;
}
