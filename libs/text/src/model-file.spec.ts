import { digestOf, isDwsError, type JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { parseModel, serialiseModel } from './model-file.ts';
import { train } from './train.ts';

const ROWS = ['late card', 'lost card', 'new card', 'card fee', 'my card'].flatMap((text) => [
  { text, label: 'card' },
  { text: text.replace('card', 'loan'), label: 'loan' },
]);
const { model } = train(ROWS, { name: 'tickets', seed: 1, holdout: 0.2 });
const { text, version } = serialiseModel(model);
const file = JSON.parse(text) as JsonObject;

/** The file with members changed and the hash made to fit, as a faulty writer would. */
function rehashed(changes: JsonObject): string {
  const { version: _, ...content } = { ...file, ...changes };
  return JSON.stringify({ ...content, version: digestOf(content) });
}

describe('a model file', () => {
  it('reads back as the same model', () => {
    const read = parseModel(text);
    expect(read.version).toBe(version);
    expect(read.model).toEqual(model);
    expect(classify(read.model, 'where is my card')).toEqual(classify(model, 'where is my card'));
    expect(serialiseModel(read.model).text).toBe(text);
  });

  it('says what it is and where it comes from', () => {
    expect(file).toMatchObject({ format: 'dws-text-classifier', formatVersion: 1, name: 'tickets' });
    expect(file['labels']).toEqual(['card', 'loan']);
    expect(file['training']).toMatchObject({ seed: 1, rowsTrained: 8, rowsHeldOut: 2 });
    expect(file['version']).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['is cut', text.slice(0, -20), 'other text or a cut file'],
    ['is empty', '', 'other text or a cut file'],
    ['is another JSON value', '[]', 'expected a JSON object'],
    ['is of another format', rehashed({ format: 'other' }), 'expected format dws-text-classifier 1'],
    ['is of a later format', rehashed({ formatVersion: 2 }), 'found "dws-text-classifier" 2'],
    ['has a changed weight', text.replace(/"bias":"./, '"bias":"_'), 'the file was changed'],
    ['has a changed threshold', JSON.stringify({ ...file, scopeThreshold: -9 }), 'the file was changed'],
    ['lacks weights', rehashed({ steps: '' }), 'expected weights for every feature'],
    ['has weights of the wrong kind', rehashed({ steps: 5 }), 'expected packed numbers'],
    ['has half a number', rehashed({ idf: 'AAA=' }), 'expected'],
    ['lacks labels', rehashed({ labels: null }), 'expected labels'],
  ])('that %s is refused', (_, damaged, message) => {
    const attempt = () => parseModel(damaged);
    expect(attempt).toThrow(expect.toSatisfy((error: unknown) => isDwsError(error, 'model-invalid')));
    expect(attempt).toThrow(message);
  });
});
