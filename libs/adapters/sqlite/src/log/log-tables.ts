import type { FileFormat } from '../sqlite-file.ts';

/**
 * A row's place is its partition's number and the offset of its first record in one integer, so that the table
 * itself is the only tree: no index is written (ADR 0022).
 */
export const OFFSETS_PER_PARTITION = 2 ** 40;
/** Together with the offsets this fills the integers that JavaScript holds exactly. */
export const MAX_PARTITIONS = 2 ** 13 - 1;

export const LOG_FORMAT: FileFormat = {
  applicationId: 0x64777332,
  version: 1,
  tables: `
    CREATE TABLE topics (name TEXT PRIMARY KEY, spec TEXT NOT NULL) STRICT;
    CREATE TABLE partitions (
      id INTEGER PRIMARY KEY,
      topic TEXT NOT NULL,
      partition INTEGER NOT NULL,
      UNIQUE (topic, partition)
    ) STRICT;
    CREATE TABLE records (
      place INTEGER PRIMARY KEY,
      count INTEGER NOT NULL,
      timestamp INTEGER NOT NULL,
      records BLOB NOT NULL
    ) STRICT;
    CREATE TABLE commits (
      consumer_group TEXT NOT NULL,
      partition INTEGER NOT NULL,
      next INTEGER NOT NULL,
      PRIMARY KEY (consumer_group, partition)
    ) STRICT, WITHOUT ROWID`,
};
