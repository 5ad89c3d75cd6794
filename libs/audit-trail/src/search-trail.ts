import { DwsError } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import { readTrail } from './read-trail.ts';
import { meets } from './search/meets.ts';
import { parseQuery } from './search/parse-query.ts';
import { isSelected, trailsOfSelection, type Selection } from './selection.ts';
import type { TrailSources } from './sources.ts';
import { trailEntry, type TrailEntry } from './trail-entry.ts';

export const MAX_PAGE = 500;
/** Most events looked at for one page, so that a rare text does not hold a request for minutes. */
export const MAX_SCANNED = 100_000;

export interface TrailQuery extends Selection {
  /** Entries wanted, 1 to 500. Default 50. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface TrailPage {
  /** Newest first within a trail; one trail after the other where no worker and no case is given. */
  readonly entries: readonly TrailEntry[];
  /** Where the next page begins; `null` at the end. A page may be short, even empty, and yet not the last. */
  readonly next: string | null;
}

/** @throws DwsError `argument-invalid`, `case-unknown` */
export async function searchTrail(
  sources: TrailSources & { readonly seals: SealStore },
  query: TrailQuery,
): Promise<TrailPage> {
  const limit = query.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw new DwsError('argument-invalid', `Expected a limit from 1 to ${MAX_PAGE}, found ${limit}.`, {
      argument: 'limit',
    });
  }
  const cursor = query.after === undefined ? null : parseCursor(query.after);
  const wanted = parseQuery(query.q ?? '');
  const streams = await trailsOfSelection(sources, sources.seals, query);
  const entries: TrailEntry[] = [];
  let scanned = 0;
  for (const stream of streams) {
    if (cursor && stream < cursor.stream) continue;
    const from = cursor?.stream === stream ? cursor.seq : undefined;
    for await (const events of readTrail(sources.store, stream, {
      direction: 'backwards',
      ...(from === undefined ? {} : { from }),
    })) {
      for (const event of events) {
        const entry = trailEntry(event);
        scanned += 1;
        if (entry && isSelected(entry, query) && meets(event, wanted, sources.names)) entries.push(entry);
        if (entries.length === limit || scanned === MAX_SCANNED) {
          return { entries, next: `${stream}@${event.revision - 1}` };
        }
      }
    }
  }
  return { entries, next: null };
}

function parseCursor(text: string): { readonly stream: string; readonly seq: number } {
  const found = /^(.+)@(-1|\d{1,15})$/.exec(text);
  if (!found?.[1]) {
    throw new DwsError('argument-invalid', 'Expected "after" as the page before gave it in "next".', {
      argument: 'after',
    });
  }
  return { stream: found[1], seq: Number(found[2]) };
}
