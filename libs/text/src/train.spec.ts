import { isDwsError } from '@dws/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { serialiseModel } from './model-file.ts';
import { predict } from './predict.ts';
import { train } from './train.ts';
import { seededRandom } from './random.ts';

const PHRASES = {
  card: ['my card has not arrived', 'where is the new card', 'card delivery is late', 'track my card'],
  transfer: [
    'the transfer failed',
    'money transfer is pending',
    'send a transfer abroad',
    'cancel a transfer',
  ],
  password: ['reset my password', 'forgot the passcode', 'change my password', 'password does not work'],
};
const ENDINGS = ['please', 'today', 'for my account', 'can you help', 'I have waited', 'what now', 'thanks'];

/** 252 rows: every phrase with every ending, three times over in different company. */
const ROWS = Object.entries(PHRASES).flatMap(([label, phrases]) =>
  phrases.flatMap((phrase) =>
    ENDINGS.flatMap((ending) =>
      ['hello', 'hi there', 'dear team'].map((greeting) => ({
        text: `${greeting} ${phrase} ${ending}`,
        label,
      })),
    ),
  ),
);
const OPTIONS = { name: 'tickets', seed: 7, holdout: 0.2 };
const { model, report } = train(ROWS, OPTIONS);

describe('training', () => {
  it('learns what can be learned from plain rows', () => {
    expect(report.rows).toBe(51);
    expect(report.accuracy).toBe(1);
    expect(model.labels).toEqual(['card', 'password', 'transfer']);
    expect(model.training).toMatchObject({ seed: 7, holdout: 0.2, rowsTrained: 201, rowsHeldOut: 51 });
  });

  it('gives the same model for the same seed and another for another', () => {
    const version = serialiseModel(model).version;
    expect(serialiseModel(train(ROWS, OPTIONS).model).version).toBe(version);
    expect(serialiseModel(train(ROWS, { ...OPTIONS, seed: 8 }).model).version).not.toBe(version);
  });

  it('finds nothing in labels that are chance, and then answers nothing alone', () => {
    const random = seededRandom(3);
    const noise = ROWS.map(({ text }) => ({ text, label: random() < 0.5 ? 'heads' : 'tails' }));
    const chance = train(noise, OPTIONS).report;
    expect(chance.accuracy).toBeLessThan(0.75);
    expect(chance.coverage).toBeLessThan(0.1);
  });

  it('reports its progress to the end', () => {
    const seen: string[] = [];
    train(ROWS, { ...OPTIONS, onProgress: (done, steps) => seen.push(`${done}/${steps}`) });
    expect(seen).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7']);
  });

  it.each([
    ['one category', ROWS.filter(({ label }) => label === 'card'), 0.2, 'at least 2 categories'],
    ['four rows', [...ROWS.slice(0, 2), ...ROWS.slice(-2)], 0.2, 'at least 5 rows'],
    ['nothing held out', ROWS, 0, 'at least 1 held-out row'],
  ])('refuses %s', (_, rows, holdout, message) => {
    const attempt = () => train(rows, { ...OPTIONS, holdout });
    expect(attempt).toThrow(expect.toSatisfy((error: unknown) => isDwsError(error, 'argument-invalid')));
    expect(attempt).toThrow(message);
  });
});

describe('a message is classified', () => {
  it('with its category when it is like what was learned', () => {
    const given = classify(model, 'hello, where is my card?');
    expect(given).toMatchObject({
      category: 'card',
      outcome: 'answered',
      abstained: false,
      outOfScope: false,
    });
    expect(given.top.map(({ label }) => label)[0]).toBe('card');
    expect(given.top.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(given.reason).toMatch(/^Confidence \d+\.\d % reaches the threshold \d+\.\d % of "card"\.$/);
  });

  it('never with a guess below the category’s threshold', () => {
    const strict = { ...model, thresholds: model.thresholds.map(() => 1) };
    const given = classify(strict, 'hello, where is my card?');
    expect(given).toMatchObject({ category: null, outcome: 'unsure', abstained: true, outOfScope: false });
    expect(given.top[0]?.label).toBe('card');
    expect(given.reason).toMatch(/is below the threshold 100.0 % of "card"/);
  });

  it('never alone in a category without a reliable confidence', () => {
    const given = classify({ ...model, thresholds: [null, null, null] }, 'hello, where is my card?');
    expect(given).toMatchObject({ category: null, outcome: 'unsure', threshold: null });
  });

  it.each([
    ['the weather in Lisbon will be rainy tomorrow afternoon', 'out-of-scope'],
    ['我的卡在哪里', 'no-words'],
    ['', 'no-words'],
  ])('as out of scope: "%s"', (text, outcome) => {
    expect(classify(model, text)).toMatchObject({
      category: null,
      outcome,
      outOfScope: true,
      abstained: true,
    });
  });

  it('together with urgency and sentiment', () => {
    expect(predict(model, 'hi there my card has not arrived today, this is terrible')).toMatchObject({
      category: 'card',
      urgency: { level: 'high' },
      sentiment: { label: 'negative' },
    });
  });

  it('whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const given = predict(model, text);
        expect(given.confidence).toBeGreaterThan(0);
        expect(given.confidence).toBeLessThanOrEqual(1);
        expect(given.abstained).toBe(given.category === null);
      }),
    );
  });

  it('in bounded time when the text is very long', () => {
    const long = 'card transfer password '.repeat(500_000);
    expect(classify(model, long).top).toEqual(classify(model, long.slice(0, 20_000)).top);
  });
});
