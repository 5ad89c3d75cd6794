import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { serialiseModel, splitRows, train, type Report } from '@dws/text';
import { dataFolder } from '../platform/addresses.ts';
import { readLabelledRows, writeLabelledRows } from '../rows/labelled-rows.ts';
import { command, type Answer } from '../shell/command.ts';
import { required, share, text, textOr, whole } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { facts, percent } from '../shell/table.ts';

const WORKER = 'ticket-classification';
const SEED = { least: 0, most: Number.MAX_SAFE_INTEGER };
const MODEL_FILE = join('models', `${WORKER}.model.json`);
const HELD_OUT_FILE = join('models', `${WORKER}.held-out`);
const SHOWN_CONFUSIONS = 5;

/** Trains the ticket-classification worker's model from a file of labelled texts, and prints how good it is. */
export const trainTicketClassification = command({
  name: `train ${WORKER}`,
  does: 'learn ticket categories from labelled texts (CSV or JSON lines)',
  details:
    'The same file, holdout and seed give the same model, byte for byte. The held-out rows are never learned from;\n' +
    'they are written beside the model, so that "dws ingest" can send what the model has not seen.',
  operands: {},
  options: {
    data: required('FILE', 'labelled texts: CSV with a header line, .jsonl or .ndjson'),
    text: textOr('COLUMN', 'column of the text', 'text'),
    label: textOr('COLUMN', 'column of the category', 'label'),
    holdout: share('share of the rows that is held out to measure with', 0.2),
    seed: whole('N', 'which rows are held out', SEED, 7),
    out: text('FILE', `model file (default DWS_DATA/${MODEL_FILE})`),
    'holdout-out': text('FILE', `held-out rows (default DWS_DATA/${HELD_OUT_FILE}.csv or .jsonl)`),
  },
  example: '--data tickets.csv --text text --label category --holdout 0.2 --seed 7',
  run: (args, shell) => Promise.resolve(trainFrom(args, shell)),
});

interface Args {
  readonly data: string;
  readonly text: string;
  readonly label: string;
  readonly holdout: number;
  readonly seed: number;
  readonly out: string | undefined;
  readonly 'holdout-out': string | undefined;
}

function trainFrom(args: Args, shell: Shell): Answer {
  const at = (path: string) => resolve(shell.cwd, path);
  const rows = readLabelledRows(at(args.data), args.text, args.label);
  const { seed, holdout } = args;
  const start = shell.clock.now();
  const bar = shell.progress('training', 1);
  const onProgress = (done: number, steps: number) => bar.to(done, steps);
  const { model, report } = train(rows, { name: WORKER, seed, holdout, onProgress });
  bar.stop();
  const seconds = (shell.clock.now() - start) / 1000;

  const { text: content, version } = serialiseModel(model);
  const folder = dataFolder(shell);
  const modelFile = at(args.out ?? join(folder, MODEL_FILE));
  const ending = /\.(jsonl|ndjson)$/i.exec(args.data)?.[0] ?? '.csv';
  const heldOut = at(args['holdout-out'] ?? join(folder, `${HELD_OUT_FILE}${ending}`));
  for (const file of [modelFile, heldOut]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(modelFile, content);
  writeLabelledRows(heldOut, splitRows(rows, holdout, seed).holdout);

  const made = { model: modelFile, heldOut, version, categories: model.labels.length, seconds };
  return {
    data: { ...made, training: model.training, report },
    text: page(made, report),
    next: `scripts/start (restart it if it runs), then: dws ingest ${heldOut} --text ${args.text} --expect-label ${args.label}`,
  };
}

interface Made {
  readonly model: string;
  readonly heldOut: string;
  readonly version: string;
  readonly categories: number;
  readonly seconds: number;
}

function page(made: Made, report: Report): string {
  return [
    facts([
      ['model', made.model],
      ['version', made.version],
      ['categories', `${made.categories}, learned in ${made.seconds.toFixed(1)} s`],
      ['unseen rows', `${report.rows}, in ${made.heldOut}`],
      ['accuracy', percent(report.accuracy)],
      [
        'answers alone',
        `${percent(report.coverage)}, right in ${percent(report.accuracyOfAnswered)} of them`,
      ],
      ['out of scope', percent(report.outOfScope)],
      ['calibration off', percent(report.expectedCalibrationError)],
    ]),
    'most confused (rows: actual → predicted)',
    ...report.confusions
      .slice(0, SHOWN_CONFUSIONS)
      .map((pair) => `  ${pair.rows}: ${pair.actual} → ${pair.predicted}`),
  ].join('\n');
}
