/**
 * Measures @dws/text on real data made by others. Prints one JSON object per data set; times are processor time.
 *
 *     node scripts/bench/text.ts --banking77 train.csv --clinc150 train.json [--seed 7] [--model-out FILE]
 *
 * banking77: CSV with columns text and category. clinc150: JSON with `train`, `val` and `oos_val` lists of
 * [text, intent]. Without a path, or with one that does not exist, the set is reported as not run.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { classify, parseModel, reportOn, serialiseModel, train, type LabelledText } from '@dws/text';
import type { Report, TextModel } from '@dws/text';

const { values } = parseArgs({
  options: {
    banking77: { type: 'string' },
    clinc150: { type: 'string' },
    seed: { type: 'string', default: '7' },
    holdout: { type: 'string', default: '0.2' },
    'model-out': { type: 'string' },
  },
});

function banking77(path: string) {
  const rows = parse<{ text: string; category: string }>(readFileSync(path, 'utf8'), { columns: true });
  const labelled = rows.map((row) => ({ text: row.text, label: row.category }));
  const { model, report, trainSeconds } = timedTraining('banking77', labelled, Number(values.holdout));
  return {
    data: 'banking77',
    trainSeconds,
    ...shown(report),
    ...fileFacts(model),
    ...speed(model, labelled),
  };
}

function clinc150(path: string) {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, [string, string][]>;
  const part = (name: string) => (file[name] ?? []).map(([text, label]) => ({ text, label }));
  const { model, trainSeconds } = timedTraining('clinc150', part('train'), 0.1);
  const judge = (rows: LabelledText[]) =>
    rows.map((row) => ({ actual: row.label, given: classify(model, row.text) }));
  const inScope = judge(part('val'));
  const outside = judge(part('oos_val'));
  const keptAndRight = inScope.filter((a) => !a.given.outOfScope && a.given.top[0]?.label === a.actual);
  return {
    data: 'clinc150',
    trainSeconds,
    ...shown(reportOn(inScope)),
    accuracyCountingFalseOutOfScopeAsWrong: rounded(keptAndRight.length / inScope.length),
    outOfScopeRecall: rounded(outside.filter((a) => a.given.outOfScope).length / outside.length),
    outOfScopeNotAnsweredAlone: rounded(outside.filter((a) => a.given.abstained).length / outside.length),
    ...fileFacts(model),
    ...speed(model, part('val')),
  };
}

function timedTraining(name: string, rows: LabelledText[], holdout: number) {
  const start = process.cpuUsage();
  const trained = train(rows, {
    name,
    seed: Number(values.seed),
    holdout,
    onProgress: (done, steps) => process.stderr.write(`${name}: ${done} of ${steps}\n`),
  });
  return { ...trained, trainSeconds: cpuSeconds(start) };
}

function shown(report: Report) {
  return {
    rows: report.rows,
    accuracy: rounded(report.accuracy),
    coverage: rounded(report.coverage),
    accuracyOfAnswered: rounded(report.accuracyOfAnswered ?? 0),
    expectedCalibrationError: rounded(report.expectedCalibrationError),
    outOfScope: rounded(report.outOfScope),
    riskCoverage: report.riskCoverage
      .filter((_, at) => at % 4 === 3)
      .map((p) => ({
        coverage: rounded(p.coverage),
        risk: rounded(p.risk),
        confidence: rounded(p.confidence),
      })),
    confusions: report.confusions.slice(0, 3),
  };
}

function fileFacts(model: TextModel) {
  const { text, version } = serialiseModel(model);
  if (values['model-out'] !== undefined) writeFileSync(values['model-out'], text);
  const start = performance.now();
  parseModel(text);
  return {
    modelVersion: version,
    modelMegabytes: rounded(text.length / 1e6),
    modelLoadMilliseconds: rounded(performance.now() - start),
  };
}

function speed(model: TextModel, rows: readonly LabelledText[]) {
  const sample = rows.slice(0, 3000);
  for (const row of sample) classify(model, row.text);
  const start = process.cpuUsage();
  for (const row of sample) classify(model, row.text);
  return { classifyMicroseconds: rounded((cpuSeconds(start) * 1e6) / sample.length) };
}

/** Processor time, not wall time: figures stay comparable on a machine that others use too. */
function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return rounded((user + system) / 1e6);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

for (const [name, path, run] of [
  ['banking77', values.banking77, banking77],
  ['clinc150', values.clinc150, clinc150],
] as const) {
  if (path === undefined)
    console.log(JSON.stringify({ data: name, notRun: `no path given: --${name} FILE` }));
  else if (!existsSync(path)) {
    console.error(`${name}: expected a file at ${path}, found none; give its path with --${name} FILE`);
    process.exitCode = 1;
  } else console.log(JSON.stringify(run(path), null, 2));
}
