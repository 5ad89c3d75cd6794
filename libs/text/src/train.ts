import { DwsError, sha256 } from '@dws/kernel';
import { classify } from './classify.ts';
import { familiarityOf, scopeThreshold } from './familiarity.ts';
import { featuresOf, type TextFeatures } from './features.ts';
import { argmax, scoresOf, type LinearWeights } from './linear-weights.ts';
import type { TextModel } from './model.ts';
import { fitTemperature, probabilitiesOf } from './probabilities.ts';
import { reportOn, type Report } from './report.ts';
import { dealFolds, splitRows, type LabelledText } from './split-rows.ts';
import { chooseThresholds } from './thresholds.ts';
import { trainLinear } from './train-linear.ts';
import { buildVocabulary, vectorise, type SparseVector, type Vocabulary } from './vocabulary.ts';

export interface TrainingOptions {
  readonly name: string;
  /** Decides the split, the folds and the order of training. */
  readonly seed: number;
  /** Share of rows kept unseen to measure the model, above 0 and below 1. */
  readonly holdout: number;
  /** Share of right answers wanted among those given without a person. Default 0.985. */
  readonly targetPrecision?: number;
  /** Share of in-scope texts that may be called out of scope by mistake. Default 0.02. */
  readonly scopeLoss?: number;
  /** Called after each of `steps` similar pieces of work. */
  readonly onProgress?: (done: number, steps: number) => void;
}

/** Half a point above what the business asks (98 %), because thresholds are chosen on samples. */
export const DEFAULT_TARGET_PRECISION = 0.985;
export const DEFAULT_SCOPE_LOSS = 0.02;
/** Inner parts for choosing temperature and thresholds: each row is judged by a model that has not seen it. */
export const FOLDS = 5;

interface Fitted {
  readonly vocabulary: Vocabulary;
  readonly linear: LinearWeights;
}

/**
 * Trains a classifier on all but the held-out rows (those of {@link splitRows} with the same arguments) and
 * measures it on them. The same rows and options give the same model, bit for bit.
 * @throws DwsError `argument-invalid` for fewer than two categories, fewer rows than folds, or no held-out row
 */
export function train(
  rows: readonly LabelledText[],
  options: TrainingOptions,
): { model: TextModel; report: Report } {
  const { seed, targetPrecision = DEFAULT_TARGET_PRECISION, scopeLoss = DEFAULT_SCOPE_LOSS } = options;
  const split = splitRows(rows, options.holdout, seed);
  const labels = [...new Set(split.train.map(({ label }) => label))].sort();
  checkEnough(split.train.length, split.holdout.length, labels.length);

  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const targets = Int32Array.from(split.train, ({ label }) => numberOf.get(label) as number);
  const texts = split.train.map(({ text }) => featuresOf(text));
  const progress = (done: number) => options.onProgress?.(done, FOLDS + 2);

  const foldOf = dealFolds(split.train, FOLDS, seed);
  const unseen = judgeUnseen(texts, targets, labels.length, foldOf, seed, progress);
  const temperature = fitTemperature(unseen.scores, targets);
  const scope = scopeThreshold(unseen.familiarities, scopeLoss);
  const judged = unseen.scores.flatMap((scores, row) => {
    if ((unseen.familiarities[row] as number) < scope) return [];
    const category = argmax(scores);
    const confidence = probabilitiesOf(scores, temperature)[category] as number;
    return [{ category, confidence, right: category === targets[row] }];
  });
  const thresholds = chooseThresholds(judged, labels.length, targetPrecision);

  const fitted = fit(texts, targets, labels.length, seed);
  progress(FOLDS + 1);
  const parts = { name: options.name, labels, ...fitted, temperature, thresholds, scopeThreshold: scope };
  const report = reportOn(
    split.holdout.map(({ text, label }) => ({ actual: label, given: classify(parts, text) })),
  );
  progress(FOLDS + 2);
  const training = {
    dataDigest: sha256(JSON.stringify(rows.map(({ text, label }) => [text, label]))),
    seed,
    holdout: options.holdout,
    rowsTrained: split.train.length,
    rowsHeldOut: split.holdout.length,
    targetPrecision,
    accuracy: report.accuracy,
    coverage: report.coverage,
    accuracyOfAnswered: report.accuracyOfAnswered ?? 0,
    expectedCalibrationError: report.expectedCalibrationError,
  };
  return { model: { ...parts, training }, report };
}

function checkEnough(trained: number, heldOut: number, labels: number): void {
  const refuse = (expected: string, found: number) => {
    throw new DwsError('argument-invalid', `expected ${expected} to train on, found ${found}`, { found });
  };
  if (labels < 2) refuse('at least 2 categories', labels);
  if (trained < FOLDS) refuse(`at least ${FOLDS} rows`, trained);
  if (heldOut < 1) refuse('at least 1 held-out row, to measure the model by,', heldOut);
}

function fit(texts: readonly TextFeatures[], targets: Int32Array, categories: number, seed: number): Fitted {
  const vocabulary = buildVocabulary(texts);
  const vectors = texts.map((text) => vectorise(text, vocabulary));
  return { vocabulary, linear: trainLinear(vectors, targets, categories, vocabulary.ids.length, seed) };
}

/** Scores of every row by a model trained on the other folds only, vocabulary included. */
function judgeUnseen(
  texts: readonly TextFeatures[],
  targets: Int32Array,
  categories: number,
  foldOf: Int32Array,
  seed: number,
  progress: (done: number) => void,
): { scores: Float64Array[]; familiarities: number[] } {
  const scores: Float64Array[] = [];
  const familiarities: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = texts.filter((_, row) => foldOf[row] !== fold);
    const { vocabulary, linear } = fit(
      others,
      targets.filter((_, row) => foldOf[row] !== fold),
      categories,
      seed,
    );
    texts.forEach((text, row) => {
      if (foldOf[row] !== fold) return;
      const vector: SparseVector = vectorise(text, vocabulary);
      const rowScores = scoresOf(linear, vector);
      scores[row] = rowScores;
      familiarities[row] = familiarityOf(rowScores, vector);
    });
    progress(fold + 1);
  }
  return { scores, familiarities };
}
