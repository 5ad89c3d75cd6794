import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ERRORS, isDwsError } from '@dws/kernel';
import { serialiseModel, splitRows, train, type Report } from '@dws/text';
import { EXIT, type Command, type ExitCode } from '../command.ts';
import { readLabelledFile, writeLabelledFile } from './labelled-file.ts';
import { progressBar } from './progress-bar.ts';

const OPTIONS = {
  data: { type: 'string' },
  text: { type: 'string', default: 'text' },
  label: { type: 'string', default: 'label' },
  holdout: { type: 'string', default: '0.2' },
  seed: { type: 'string', default: '7' },
  out: { type: 'string', default: 'ticket-classification.model.json' },
  'holdout-out': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const USAGE =
  'usage: dws train ticket-classification --data FILE [--text COLUMN] [--label COLUMN] [--holdout 0.2]\n' +
  '         [--seed 7] [--out FILE] [--holdout-out FILE] [--json]\n';

/** Trains the ticket-classification worker's model from a file of labelled texts, and prints how good it is. */
export const trainTicketClassification: Command = {
  name: 'train ticket-classification',
  does: 'learn ticket categories from labelled texts (CSV or JSON lines)',
  run: (args) => Promise.resolve(run(args)),
};

function run(args: readonly string[]): ExitCode {
  const options = optionsOf(args);
  if (options === undefined) return EXIT.usage;
  try {
    trainFrom(options);
    return EXIT.ok;
  } catch (error) {
    if (!isDwsError(error)) throw error;
    process.stderr.write(`dws: ${error.message}. ${ERRORS[error.code].remedy}\n`);
    return EXIT.failed;
  }
}

type Options = NonNullable<ReturnType<typeof optionsOf>>;

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const [holdout, seed] = [Number(values.holdout), Number(values.seed)];
    if (values.data === undefined) throw new TypeError('expected --data FILE');
    if (!(holdout > 0 && holdout < 1)) throw new TypeError('expected --holdout above 0 and below 1');
    if (!Number.isInteger(seed)) throw new TypeError('expected --seed to be a whole number');
    return { ...values, data: values.data, holdout, seed };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`dws: ${error.message}\n${USAGE}`);
    return undefined;
  }
}

function trainFrom(options: Options): void {
  const rows = readLabelledFile(options.data, options.text, options.label);
  const { seed, holdout } = options;
  const start = performance.now();
  const onProgress = progressBar(process.stderr, 'training');
  const { model, report } = train(rows, { name: 'ticket-classification', seed, holdout, onProgress });
  const seconds = (performance.now() - start) / 1000;

  const { text, version } = serialiseModel(model);
  writeFileSync(options.out, text);
  const heldOut = options['holdout-out'];
  if (heldOut !== undefined) writeLabelledFile(heldOut, splitRows(rows, holdout, seed).holdout);

  const facts = { model: options.out, version, categories: model.labels.length, seconds };
  const shown = options.json
    ? JSON.stringify({ ...facts, training: model.training, report })
    : page(facts, report);
  process.stdout.write(`${shown}\n`);
}

interface Facts {
  readonly model: string;
  readonly version: string;
  readonly categories: number;
  readonly seconds: number;
}

function page(facts: Facts, report: Report): string {
  const percent = (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(1)} %`);
  return [
    `model            ${facts.model}`,
    `version          ${facts.version}`,
    `categories       ${facts.categories}, learned in ${facts.seconds.toFixed(1)} s`,
    `unseen rows      ${report.rows}`,
    `accuracy         ${percent(report.accuracy)}`,
    `answers alone    ${percent(report.coverage)}, right in ${percent(report.accuracyOfAnswered)} of them`,
    `out of scope     ${percent(report.outOfScope)}`,
    `calibration off  ${percent(report.expectedCalibrationError)}`,
    'most confused    actual → predicted',
    ...report.confusions.slice(0, 5).map((pair) => `  ${pair.rows} × ${pair.actual} → ${pair.predicted}`),
  ].join('\n');
}
