import type { TrailEntry } from './trail-entry.ts';

/**
 * A spreadsheet runs what begins with one of these as a formula, and customers write what stands in the data.
 * An apostrophe in front makes it text.
 */
const FORMULA = /^[=+\-@\t\r\n]/;

const COLUMNS: readonly (readonly [string, (entry: TrailEntry) => string])[] = [
  ['trail', ({ stream }) => stream],
  ['seq', ({ seq }) => String(seq)],
  ['at', ({ at }) => at],
  ['type', ({ type }) => type],
  ['by', ({ by }) => by],
  ['case', ({ caseId }) => caseId],
  ['source stream', ({ source }) => source.stream],
  ['source revision', ({ source }) => String(source.revision)],
  ['source position', ({ source }) => source.position],
  ['source id', ({ source }) => source.id],
  ['hash', ({ hash }) => hash],
  ['data', ({ data }) => data],
];

/** First line of an export. */
export const CSV_HEADER = `${COLUMNS.map(([name]) => cell(name)).join(',')}\r\n`;

export function csvLine(entry: TrailEntry): string {
  return `${COLUMNS.map(([, value]) => cell(value(entry))).join(',')}\r\n`;
}

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
