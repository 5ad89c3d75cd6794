import { readFileSync, writeFileSync } from 'node:fs';
import { DwsError } from '@dws/kernel';
import type { LabelledText } from '@dws/text';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** One line of a file of labelled texts, with everything else that stood in it. */
export interface LabelledRow extends LabelledText {
  readonly record: Readonly<Record<string, unknown>>;
}

/** Larger files would not fit in one string; training rows beyond this add nothing. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Rows of a CSV file with a header line, or of a file with one JSON object per line (named `.jsonl` or `.ndjson`).
 * @throws DwsError `file-unreadable`, or `payload-malformed` naming the line, or `argument-invalid` for a
 *   column that is not there
 */
export function readLabelledFile(path: string, textColumn: string, labelColumn: string): LabelledRow[] {
  const content = read(path);
  const records = isJsonLines(path) ? jsonLines(path, content) : csv(path, content);
  return records.map((record, at) => ({
    text: member(record, textColumn, path, at),
    label: member(record, labelColumn, path, at),
    record,
  }));
}

/** Writes rows as they were read, in the form that the path's ending names. */
export function writeLabelledFile(path: string, rows: readonly LabelledRow[]): void {
  const records = rows.map(({ record }) => record);
  const lines = () => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  writeFileSync(path, isJsonLines(path) ? lines() : stringify(records, { header: true }));
}

function isJsonLines(path: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

function read(path: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.byteLength <= MAX_BYTES) return bytes.toString('utf8');
  } catch (cause) {
    throw new DwsError(
      'file-unreadable',
      `expected a file of labelled texts at ${path}, found none`,
      {},
      cause,
    );
  }
  throw new DwsError('file-unreadable', `expected at most ${MAX_BYTES} bytes in ${path}, found more`);
}

function csv(path: string, content: string): Record<string, unknown>[] {
  try {
    return parse<Record<string, unknown>>(content, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new DwsError(
      'payload-malformed',
      `expected CSV with a header line in ${path}: ${problem}`,
      {},
      cause,
    );
  }
}

function jsonLines(path: string, content: string): Record<string, unknown>[] {
  return content.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch (cause) {
      throw new DwsError('payload-malformed', `expected JSON in line ${at + 1} of ${path}`, {}, cause);
    }
  });
}

function member(record: Record<string, unknown>, column: string, path: string, at: number): string {
  const value = record[column];
  if (typeof value === 'string') return value;
  const found = Object.keys(record).join(', ');
  throw new DwsError(
    'argument-invalid',
    `expected text in column "${column}" of row ${at + 1} of ${path}, found only the columns ${found}`,
  );
}
