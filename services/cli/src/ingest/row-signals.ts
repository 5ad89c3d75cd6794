import { DwsError, instantOf, type Instant } from '@dws/kernel';
import type { CloudEvent } from '../platform/gateway.ts';
import { textIn, type RowFile } from '../rows/read-rows.ts';

/** Which columns of a row become which members of the signal. Nothing else of a row is ever sent. */
export interface RowMapping {
  readonly type: string;
  readonly text: string;
  /** Column of the ticket's id; where there is none, the file's digest and the row's number make one. */
  readonly id: string | undefined;
  /** Column of the moment the ticket was opened. */
  readonly time: string | undefined;
  readonly channel: string;
}

/**
 * Moment of a ticket whose file does not say one. Fixed, because the same row must give the same body whenever it
 * is sent: the same id with another body is a conflict.
 */
export const UNKNOWN_TIME: Instant = '2000-01-01T00:00:00.000Z';

/** Digits of the digest that name the file in a ticket's id. */
const SHORT_DIGEST = 12;

/** CloudEvents source of everything that comes from this file. */
export function sourceOf({ digest }: RowFile): string {
  return `urn:dws:file:${digest}`;
}

/** CloudEvents id of a row, by its place from 0. */
export function eventIdOfRow(at: number): string {
  return `row-${at + 1}`;
}

/**
 * One `ticket.created` for each row. Ids follow from the file's bytes and the row's place, so that a file sent
 * twice makes no second case.
 * @throws DwsError `argument-invalid` naming the row whose column is missing
 */
export function rowSignals(file: RowFile, path: string, mapping: RowMapping): readonly CloudEvent[] {
  const source = sourceOf(file);
  const prefix = file.digest.slice(0, SHORT_DIGEST);
  return file.rows.map((row, at) => ({
    specversion: '1.0',
    id: eventIdOfRow(at),
    source,
    type: mapping.type,
    datacontenttype: 'application/json',
    data: {
      ticketId: mapping.id === undefined ? `file-${prefix}-${at + 1}` : textIn(row, mapping.id, path, at),
      text: textIn(row, mapping.text, path, at),
      channel: mapping.channel,
      createdAt:
        mapping.time === undefined ? UNKNOWN_TIME : timeIn(textIn(row, mapping.time, path, at), at, path),
    },
  }));
}

function timeIn(written: string, at: number, path: string): Instant {
  const milliseconds = Date.parse(written);
  if (!Number.isNaN(milliseconds)) return instantOf(milliseconds);
  throw new DwsError('argument-invalid', `expected a time in row ${at + 1} of ${path}, found "${written}"`);
}
