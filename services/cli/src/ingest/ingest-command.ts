import { resolve } from 'node:path';
import { Gateway, MAX_BATCH_EVENTS } from '../platform/gateway.ts';
import { CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { readRows, textIn } from '../rows/read-rows.ts';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { one } from '../shell/operand.ts';
import { flag, oneOf, text, textOr, whole, wholeOrNone } from '../shell/option.ts';
import { facts, percent } from '../shell/table.ts';
import { latencies, latencyText } from './latencies.ts';
import { FOLLOWED_WORKER, outcomeOf, type Outcome } from './outcome.ts';
import { rowSignals, sourceOf, type RowMapping } from './row-signals.ts';
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
    wait: flag('follow until every row is classified'),
    'expect-label': text('COLUMN', 'compare with this column, here and nowhere else; means --wait'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'tickets.csv --text text --expect-label category',
  run: async (args, shell) => {
    const path = resolve(shell.cwd, args.file);
    const whole = readRows(path);
    const file = { ...whole, rows: whole.rows.slice(0, args.limit) };
    const label = args['expect-label'];
    if (label !== undefined) for (const [at, row] of file.rows.entries()) textIn(row, label, path, at);
    const source = sourceOf(file);
    const sent = await sendBatches(rowSignals(file, path, mappingOf(args)), new Gateway(shell), args, shell);
    const data = { file: path, source, rows: file.rows.length, ...summary(sent) };
    const text = page(source, file.rows.length, sent);
    if (!args.wait && label === undefined)
      return { data, text, next: `dws case list --worker ${FOLLOWED_WORKER}` };
    const options = { path, source, rows: file.rows, label, as: args.as };
    const outcome = await outcomeOf(sent, options, shell);
    return {
      data: { ...data, ...outcome },
      text: `${text}\n${outcomeText(outcome)}`,
      exit: outcome.missing === 0 ? EXIT.ok : EXIT.failed,
      next:
        outcome.missing === 0
          ? `dws audit verify --worker ${FOLLOWED_WORKER}`
          : 'dws dlq list, dws worker list',
    };
  },
});

interface Columns {
  readonly type: string;
  readonly text: string;
  readonly 'id-column': string | undefined;
  readonly 'time-column': string | undefined;
  readonly channel: string;
}

function mappingOf({ type, text: column, channel, ...columns }: Columns): RowMapping {
  return { type, text: column, id: columns['id-column'], time: columns['time-column'], channel };
}

function summary({ requestMs, sentAt: _, ...sent }: Sent) {
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

function outcomeText({ classified, missing, latencyMs, score }: Outcome): string {
  return facts([
    [
      'classified',
      missing === 0 ? classified : `${classified}; ${missing} not seen, nothing new for a minute`,
    ],
    ['signal to plan', latencyText(latencyMs)],
    ...(score === undefined
      ? []
      : ([
          ['answered alone', percent(score.coverage)],
          ['right of those', percent(score.accuracyOfAnswered)],
          ['right of all', `${percent(score.rightOfAll)}; what went to a person counts as not right`],
        ] as const)),
  ]);
}

function perSecond({ accepted, milliseconds }: Pick<Sent, 'accepted' | 'milliseconds'>): number {
  return Math.round((accepted * 1000) / Math.max(1, milliseconds));
}
