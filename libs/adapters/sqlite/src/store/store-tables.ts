import type { FileFormat } from '../sqlite-file.ts';

/**
 * Streams and types are numbers in the rows, and no index holds a random UUID: both keep inserts sequential
 * (ADR 0020). `position` is the number of the first event in the row; the next row continues after the last.
 */
export const STORE_FORMAT: FileFormat = {
  applicationId: 0x64777331,
  version: 1,
  tables: `
    CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE types (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE chunks (
      position INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      count INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      events BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX chunks_by_stream ON chunks (stream, revision)`,
};
