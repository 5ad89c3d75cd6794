import type { Classification } from './classify.ts';

/** One unseen row with what people said and what the model said. */
export interface Answer {
  readonly actual: string;
  readonly given: Classification;
}

export interface CategoryReport {
  readonly category: string;
  /** Unseen rows of this category. */
  readonly support: number;
  /** Right among rows whose best category this is; null when there are none. */
  readonly precision: number | null;
  /** Found among rows of this category; null when there are none. */
  readonly recall: number | null;
  /** Rows answered alone as this category, and how many of them were right. */
  readonly answered: number;
  readonly answeredRight: number;
}

export interface RiskCoveragePoint {
  /** Share of rows answered when only the most confident are. */
  readonly coverage: number;
  /** Share of wrong answers among them. */
  readonly risk: number;
  /** Lowest confidence among them. */
  readonly confidence: number;
}

/** How a model does on rows it has never seen. Shares are 0 to 1. */
export interface Report {
  readonly rows: number;
  /** Best category right, whether or not the model would answer alone. */
  readonly accuracy: number;
  /** Share answered without a person. */
  readonly coverage: number;
  /** Right among those answered; null when none was. */
  readonly accuracyOfAnswered: number | null;
  /** Share called out of scope. */
  readonly outOfScope: number;
  readonly expectedCalibrationError: number;
  readonly riskCoverage: readonly RiskCoveragePoint[];
  readonly categories: readonly CategoryReport[];
  /** Most frequent mistakes, at most ten. */
  readonly confusions: readonly { actual: string; predicted: string; rows: number }[];
  /** Filled in by the caller, who has a clock. */
  readonly timing?: { readonly trainMilliseconds: number; readonly predictMicroseconds: number };
}

const CALIBRATION_BINS = 15;
const CURVE_POINTS = 20;
const CONFUSIONS = 10;

/** Measures answers on unseen rows. An empty list gives zeros. */
export function reportOn(answers: readonly Answer[]): Report {
  const answered = answers.filter(({ given }) => given.category !== null);
  const answeredRight = answered.filter(({ actual, given }) => given.category === actual).length;
  return {
    rows: answers.length,
    accuracy: share(answers.filter(isRight).length, answers.length) ?? 0,
    coverage: share(answered.length, answers.length) ?? 0,
    accuracyOfAnswered: share(answeredRight, answered.length),
    outOfScope: share(answers.filter(({ given }) => given.outOfScope).length, answers.length) ?? 0,
    expectedCalibrationError: calibrationError(answers),
    riskCoverage: riskCoverage(answers),
    categories: perCategory(answers),
    confusions: confusions(answers),
  };
}

function guess({ given }: Answer): string | undefined {
  return given.top[0]?.label;
}

function isRight(answer: Answer): boolean {
  return guess(answer) === answer.actual;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Mean distance between stated confidence and share right, over 15 equal bins of confidence, weighted by rows. */
function calibrationError(answers: readonly Answer[]): number {
  const gaps = new Float64Array(CALIBRATION_BINS);
  for (const answer of answers) {
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(answer.given.confidence * CALIBRATION_BINS));
    gaps[bin] = (gaps[bin] as number) + answer.given.confidence - (isRight(answer) ? 1 : 0);
  }
  return (
    share(
      gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
      answers.length,
    ) ?? 0
  );
}

function riskCoverage(answers: readonly Answer[]): RiskCoveragePoint[] {
  const sorted = answers.toSorted((a, b) => b.given.confidence - a.given.confidence);
  const points: RiskCoveragePoint[] = [];
  let wrong = 0;
  let point = 1;
  sorted.forEach((answer, at) => {
    if (!isRight(answer)) wrong += 1;
    if (at + 1 < Math.round((point * sorted.length) / CURVE_POINTS)) return;
    points.push({
      coverage: (at + 1) / sorted.length,
      risk: wrong / (at + 1),
      confidence: answer.given.confidence,
    });
    point += 1;
  });
  return points;
}

function perCategory(answers: readonly Answer[]): CategoryReport[] {
  const names = new Set(answers.flatMap((answer) => [answer.actual, guess(answer) ?? answer.actual]));
  return [...names].sort().map((category) => {
    const actual = answers.filter((answer) => answer.actual === category);
    const guessed = answers.filter((answer) => guess(answer) === category);
    const found = actual.filter(isRight).length;
    const alone = guessed.filter(({ given }) => given.category === category);
    return {
      category,
      support: actual.length,
      precision: share(found, guessed.length),
      recall: share(found, actual.length),
      answered: alone.length,
      answeredRight: alone.filter(isRight).length,
    };
  });
}

function confusions(answers: readonly Answer[]): { actual: string; predicted: string; rows: number }[] {
  const pairs = new Map<string, { actual: string; predicted: string; rows: number }>();
  for (const answer of answers) {
    const predicted = guess(answer);
    if (predicted === undefined || predicted === answer.actual) continue;
    const key = JSON.stringify([answer.actual, predicted]);
    const pair = pairs.get(key) ?? { actual: answer.actual, predicted, rows: 0 };
    pair.rows += 1;
    pairs.set(key, pair);
  }
  // Equal counts keep the order of the names, so that the same rows always give the same report.
  const byName = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  return byName.sort((a, b) => b.rows - a.rows).slice(0, CONFUSIONS);
}
