import { describe, expect, it } from 'vitest';
import { reportOn, type Answer } from './report.ts';

/** One unseen row: what people said, the best category, its confidence, and how it was answered. */
function answer(actual: string, guess: string, confidence: number, alone: boolean): Answer {
  return {
    actual,
    given: {
      category: alone ? guess : null,
      outcome: alone ? 'answered' : 'unsure',
      top: [{ label: guess, probability: confidence }],
      confidence,
      threshold: 0.8,
      outOfScope: false,
      abstained: !alone,
      reason: '',
    },
  };
}

const report = reportOn([
  answer('card', 'card', 0.95, true),
  answer('card', 'card', 0.95, true),
  answer('card', 'loan', 0.9, true),
  answer('loan', 'loan', 0.7, false),
  answer('loan', 'card', 0.5, false),
]);

describe('the report on five unseen rows', () => {
  it('says how many were right, answered, and right among those answered', () => {
    expect(report).toMatchObject({ rows: 5, accuracy: 0.6, coverage: 0.6, accuracyOfAnswered: 2 / 3 });
  });

  it('says how far stated confidence is from what came true', () => {
    // bins of 1/15: 0.95 twice in one (both right), 0.9 (wrong), 0.7 (right), 0.5 (wrong):
    // (|1.9 - 2| + |0.9 - 0| + |0.7 - 1| + |0.5 - 0|) / 5 = 1.8 / 5
    expect(report.expectedCalibrationError).toBeCloseTo(0.36, 12);
  });

  it('says what is risked at which coverage', () => {
    expect(report.riskCoverage).toEqual([
      { coverage: 0.2, risk: 0, confidence: 0.95 },
      { coverage: 0.4, risk: 0, confidence: 0.95 },
      { coverage: 0.6, risk: 1 / 3, confidence: 0.9 },
      { coverage: 0.8, risk: 0.25, confidence: 0.7 },
      { coverage: 1, risk: 0.4, confidence: 0.5 },
    ]);
  });

  it('says so for each category', () => {
    expect(report.categories).toEqual([
      { category: 'card', support: 3, precision: 2 / 3, recall: 2 / 3, answered: 2, answeredRight: 2 },
      { category: 'loan', support: 2, precision: 0.5, recall: 0.5, answered: 1, answeredRight: 0 },
    ]);
  });

  it('names the confused pairs', () => {
    expect(report.confusions).toEqual([
      { actual: 'card', predicted: 'loan', rows: 1 },
      { actual: 'loan', predicted: 'card', rows: 1 },
    ]);
  });

  it('is about nothing when there are no rows', () => {
    expect(reportOn([])).toMatchObject({ rows: 0, accuracy: 0, accuracyOfAnswered: null, categories: [] });
  });
});
