import { readFileSync } from 'node:fs';
import { DwsError, sha256, type Digest } from '@dws/kernel';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** One line of a file: its columns, or the members of its JSON object. */
export type Row = Readonly<Record<string, unknown>>;

export interface RowFile {
  /** Of the file's bytes: names the file in the ids of what is made of it. */
  readonly digest: Digest;
  readonly rows: readonly Row[];
}

const row = z.record(z.string(), z.unknown());

/** Larger files would not fit in one string. */
export const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Rows of a CSV file with a header line, or of a file with one JSON object per line (named `.jsonl` or `.ndjson`).
 * @throws DwsError `file-unreadable`, or `payload-malformed` naming the line
 */
export function readRows(path: string): RowFile {
  const bytes = read(path);
  const content = bytes.toString('utf8');
  return { digest: sha256(bytes), rows: isJsonLines(path) ? jsonLines(path, content) : csv(path, content) };
}

export function isJsonLines(path: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

/** @param at place of the row, from 0. @throws DwsError `argument-invalid` for a column that is not there */
export function textIn(row: Row, column: string, path: string, at: number): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  const found = Object.keys(row).join(', ');
  throw new DwsError(
    'argument-invalid',
    `expected text in column "${column}" of row ${at + 1} of ${path}, found only the columns ${found}`,
    { argument: column },
  );
}

function read(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new DwsError('file-unreadable', `expected a file of rows at ${path}, found none`, { path }, cause);
  }
  if (bytes.byteLength <= MAX_BYTES) return bytes;
  throw new DwsError('payload-too-large', `expected at most ${MAX_BYTES} bytes in ${path}, found more`);
}

function csv(path: string, content: string): Row[] {
  try {
    return parse<Row>(content, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw malformed(`expected CSV with a header line in ${path}: ${problem}`, cause);
  }
}

function jsonLines(path: string, content: string): Row[] {
  return content.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [jsonLine(line, at, path)]));
}

function jsonLine(line: string, at: number, path: string): Row {
  const parsed = row.safeParse(parseJson(line, at, path));
  if (parsed.success) return parsed.data;
  throw malformed(`expected a JSON object in line ${at + 1} of ${path}`);
}

function parseJson(line: string, at: number, path: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw malformed(`expected JSON in line ${at + 1} of ${path}`, cause);
  }
}

function malformed(message: string, cause?: unknown): DwsError {
  return new DwsError('payload-malformed', message, { next: 'Correct the file.' }, cause);
}
