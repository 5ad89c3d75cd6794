import type { Model } from './model.ts';
import { fileOf } from './names.ts';
import { writeRecord } from './write-record.ts';
import { writeIndex, writeTables } from './write-tables.ts';

/** Content of every generated file by its path relative to the folder of generated code. */
export function generate(model: Model): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const record of model.records.values()) files.set(fileOf(record, model), writeRecord(record, model));
  files.set('tables.ts', writeTables(model));
  files.set('index.ts', writeIndex(model));
  return files;
}
