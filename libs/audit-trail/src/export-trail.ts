import type { JsonObject } from '@dws/kernel';
import { BUNDLE_FORMAT, eventLine } from './bundle-line.ts';
import { CSV_HEADER, csvLine } from './csv.ts';
import { readTrail } from './read-trail.ts';
import { sealedExtent } from './sealed-extent.ts';
import { isSelected, trailsOfSelection, type Selection } from './selection.ts';
import type { SealedTrailSources } from './sources.ts';
import { trailEntry } from './trail-entry.ts';

/**
 * `jsonl`: one event a line, exact bytes. `csv`: for spreadsheets. `bundle`: `jsonl` with the seals, the public
 * keys and a closing line, for `verifyExport` or any verifier written after docs/audit-format.md.
 */
export type ExportFormat = 'jsonl' | 'csv' | 'bundle';

/**
 * The selected entries as text, in pieces of one chunk of events; oldest first, one trail after the other. A
 * selection by worker alone gives the whole trail, which is what a bundle can prove in full.
 * @throws DwsError `case-unknown`
 */
export async function* exportTrail(
  sources: SealedTrailSources,
  selection: Selection,
  format: ExportFormat,
): AsyncGenerator<string> {
  const streams = await trailsOfSelection(sources, sources.seals, selection);
  if (format === 'csv') yield CSV_HEADER;
  if (format === 'bundle') yield headerLine(sources, selection);
  let events = 0;
  let seals = 0;
  for (const stream of streams) {
    // Who verifies the bundle sees events and seals of one moment, though the recorder may be at work.
    let upTo = Infinity;
    if (format === 'bundle') {
      const extent = await sealedExtent(sources, stream);
      const { texts } = extent;
      upTo = extent.upTo;
      seals += texts.length;
      yield texts.map((seal) => `${JSON.stringify({ stream, seal })}\n`).join('');
    }
    for await (const chunk of readTrail(sources.store, stream, { upTo })) {
      let text = '';
      for (const event of chunk) {
        const entry = trailEntry(event);
        // What no recorder wrote is never selected away: whoever verifies must see it.
        if (entry && !isSelected(entry, selection)) continue;
        events += 1;
        if (format !== 'csv') text += eventLine(event);
        else if (entry) text += csvLine(entry);
      }
      if (text !== '') yield text;
    }
  }
  if (format === 'bundle') yield `${JSON.stringify({ events, seals })}\n`;
}

function headerLine({ keys }: SealedTrailSources, selection: Selection): string {
  const { worker, ...narrower } = selection;
  const complete = Object.keys(narrower).length === 0;
  const shown: JsonObject = { ...(worker === undefined ? {} : { worker }), ...narrower };
  const published = [...keys].map(([keyId, publicKey]) => ({ keyId, publicKey }));
  return `${JSON.stringify({ bundle: BUNDLE_FORMAT, complete, selection: shown, keys: published })}\n`;
}
