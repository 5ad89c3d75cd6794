import { resolve } from 'node:path';
import { Gateway, MAX_BATCH_EVENTS } from '../platform/gateway.ts';
import { readRows } from '../rows/read-rows.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { oneOf, text, textOr, whole, wholeOrNone } from '../shell/option.ts';
import { facts } from '../shell/table.ts';
import { latencies, latencyText } from './latencies.ts';
import { rowSignals, sourceOf } from './row-signals.ts';
import { sendBatches, type Sent } from './send-batches.ts';

const ROWS = { least: 1, most: 10_000_000 };
const RATE = { least: 1, most: 100_000 };
const BATCH = { least: 1, most: MAX_BATCH_EVENTS };
const CONCURRENCY = { least: 1, most: 32 };

export const ingest = command({
  name: 'ingest',
  does: 'send the rows of a file as signals',
  details:
    'Only the text column, and the id and time columns where they are named, are sent: a label column never is.\n' +
    'Ids follow from the bytes of the file and the number of the row: a file sent twice makes no second case.',
  operands: { file: one('FILE', 'rows: CSV with a header line, .jsonl or .ndjson') },
  options: {
    type: oneOf(['ticket.created'], 'type of the signals', 'ticket.created'),
    text: textOr('COLUMN', 'column of the text', 'text'),
    'id-column': text('COLUMN', "column of the ticket's id (default: made of file and row)"),
    'time-column': text('COLUMN', 'column of the moment the ticket was opened'),
    channel: textOr('NAME', 'where the tickets came in', 'web'),
    limit: wholeOrNone('N', 'only the first rows', ROWS),
    rate: wholeOrNone('N', 'rows a second at most', RATE),
    batch: whole('N', 'rows in one request', BATCH, 200),
    concurrency: whole('N', 'requests at once', CONCURRENCY, 4),
  },
  example: 'tickets.csv --text text --limit 100',
  run: async (args, shell) => {
    const path = resolve(shell.cwd, args.file);
    const file = readRows(path);
    const mapping = {
      type: args.type,
      text: args.text,
      id: args['id-column'],
      time: args['time-column'],
      channel: args.channel,
    };
    const events = rowSignals({ ...file, rows: file.rows.slice(0, args.limit) }, path, mapping);
    const sent = await sendBatches(events, new Gateway(shell), args, shell);
    const source = sourceOf(file);
    const data = { file: path, source, rows: events.length, ...summary(sent) };
    return { data, text: page(source, events.length, sent), next: 'dws case list' };
  },
});

function summary({ requestMs, ...sent }: Sent) {
  return { ...sent, rowsPerSecond: perSecond(sent), requestLatencyMs: latencies(requestMs) };
}

function page(source: string, rows: number, sent: Sent): string {
  return facts([
    ['source', source],
    ['rows', rows],
    ['accepted', sent.accepted],
    ['throughput', `${perSecond(sent)} rows/s in ${sent.requests} requests, ${sent.retries} sent again`],
    ['request', latencyText(latencies(sent.requestMs))],
  ]);
}

function perSecond({ accepted, milliseconds }: Pick<Sent, 'accepted' | 'milliseconds'>): number {
  return Math.round((accepted * 1000) / Math.max(1, milliseconds));
}
