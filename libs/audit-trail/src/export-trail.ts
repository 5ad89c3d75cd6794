import { contractOf, isEventType } from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import { endLine, eventLine, headerLine, schemaLine, sealLine } from './bundle-line.ts';
import { CSV_HEADER, csvLine } from './csv.ts';
import { placeOfSeal } from './place-of-seal.ts';
import { readTrail } from './read-trail.ts';
import { sealedExtent } from './sealed-extent.ts';
import { meets } from './search/meets.ts';
import { parseQuery } from './search/parse-query.ts';
import { isSelected, trailsOfSelection, type Selection } from './selection.ts';
import type { SealedTrailSources } from './sources.ts';
import { trailEntry } from './trail-entry.ts';

/**
 * `jsonl`: one event a line, exact bytes. `csv`: for spreadsheets. `bundle`: `jsonl` with the seals, the public
 * keys, the schemas of the event types in it and a closing line, for `verifyExport` or any verifier written after
 * docs/audit-format.md.
 */
export type ExportFormat = 'jsonl' | 'csv' | 'bundle';

export interface ExportOptions {
  /**
   * Also the entries between a selected one and the next seal: with them a verifier computes the sealed hash, and so
   * sees that the seal vouches for the selected one. In a bundle only.
   */
  readonly proofs?: boolean;
}

/**
 * The selected entries as text, in pieces of one chunk of events; oldest first, one trail after the other. A
 * selection by worker alone gives the whole trail, which is what a bundle can prove in full.
 * @throws DwsError `case-unknown`, `argument-invalid`
 */
export async function* exportTrail(
  sources: SealedTrailSources,
  selection: Selection,
  format: ExportFormat,
  { proofs = false }: ExportOptions = {},
): AsyncGenerator<string> {
  if (proofs && format !== 'bundle') {
    throw new DwsError('argument-invalid', `Expected the format bundle for proofs, found ${format}.`, {
      argument: 'proofs',
    });
  }
  const query = parseQuery(selection.q ?? '');
  const streams = await trailsOfSelection(sources, sources.seals, selection);
  if (format === 'csv') yield CSV_HEADER;
  if (format === 'bundle') yield headerOf(sources, selection, streams, proofs);
  let events = 0;
  let seals = 0;
  const types = new Set<string>();
  for (const stream of streams) {
    // Who verifies the bundle sees events and seals of one moment, though the recorder may be at work.
    let upTo = Infinity;
    let toSeal = proofTo([]);
    if (format === 'bundle') {
      const extent = await sealedExtent(sources, stream);
      const texts = inOrder(stream, extent.texts);
      upTo = extent.upTo;
      seals += texts.length;
      if (proofs) toSeal = proofTo(texts.flatMap((text) => placeOfSeal(stream, text) ?? []));
      yield texts.map((seal) => sealLine(stream, seal)).join('');
    }
    for await (const chunk of readTrail(sources.store, stream, { upTo })) {
      let text = '';
      for (const event of chunk) {
        const entry = trailEntry(event);
        // What no recorder wrote is never selected away: whoever verifies must see it.
        const selected = !entry || (isSelected(entry, selection) && meets(event, query, sources.names));
        if (!toSeal(event.revision, selected)) continue;
        events += 1;
        types.add(event.type);
        if (format !== 'csv') text += eventLine(event);
        else if (entry) text += csvLine(entry);
      }
      if (text !== '') yield text;
    }
  }
  if (format !== 'bundle') return;
  const known = [...types].filter(isEventType).sort();
  for (const type of known) yield schemaLine(type, contractOf(type).schema);
  yield endLine({ events, seals, schemas: known.length });
}

/**
 * Seals by the place they cover, each once: recorders that take turns may write one late or again. What is no seal
 * of this trail stays behind the one it stood behind.
 */
function inOrder(stream: string, texts: readonly string[]): readonly string[] {
  let place = -1;
  const placed = [...new Set(texts)].map((text) => ({
    text,
    place: (place = placeOfSeal(stream, text) ?? place),
  }));
  return placed.sort((a, b) => a.place - b.place).map(({ text }) => text);
}

/**
 * Whether an entry belongs into the export: it is selected, or stands between one that is and the next sealed place.
 * Asked in the order of the trail.
 */
function proofTo(sealed: readonly number[]): (seq: number, selected: boolean) => boolean {
  let next = 0;
  let until = -1;
  return (seq, selected) => {
    while (next < sealed.length && (sealed[next] ?? 0) < seq) next += 1;
    if (selected) until = Math.max(until, sealed[next] ?? -1);
    return selected || seq <= until;
  };
}

function headerOf(
  { keys }: SealedTrailSources,
  selection: Selection,
  trails: readonly string[],
  proofs: boolean,
): string {
  const { worker, ...narrower } = selection;
  const complete = Object.keys(narrower).length === 0;
  return headerLine({
    complete,
    selection: {
      ...(worker === undefined ? {} : { worker }),
      ...narrower,
      ...(proofs && !complete ? { proofs } : {}),
    },
    trails,
    keys: [...keys].map(([keyId, publicKey]) => ({ keyId, publicKey })),
  });
}
