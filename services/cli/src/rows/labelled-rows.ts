import { writeFileSync } from 'node:fs';
import type { LabelledText } from '@dws/text';
import { stringify } from 'csv-stringify/sync';
import { isJsonLines, readRows, textIn, type Row } from './read-rows.ts';

/** One line of a file of labelled texts, with everything else that stood in it. */
export interface LabelledRow extends LabelledText {
  readonly record: Row;
}

/** @throws DwsError as `readRows` and `textIn` */
export function readLabelledRows(path: string, textColumn: string, labelColumn: string): LabelledRow[] {
  return readRows(path).rows.map((record, at) => ({
    text: textIn(record, textColumn, path, at),
    label: textIn(record, labelColumn, path, at),
    record,
  }));
}

/** Writes rows as they were read, in the form that the path's ending names. */
export function writeLabelledRows(path: string, rows: readonly LabelledRow[]): void {
  const records = rows.map(({ record }) => record);
  const lines = () => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  writeFileSync(path, isJsonLines(path) ? lines() : stringify(records, { header: true }));
}
