import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseModel } from '@dws/text';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLabelledRows } from '../rows/labelled-rows.ts';
import { dws } from '../testing/dws.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-train-'));
const at = (name: string) => join(folder, name);
const train = (args: readonly string[]) =>
  dws(['train', 'ticket-classification', ...args], { DWS_DATA: at('platform') }, folder);

beforeAll(() => {
  const lines = ['card', 'loan'].flatMap((topic) =>
    Array.from({ length: 10 }, (_, n) => `${n},"my ${topic}, number ${n}",${topic}`),
  );
  writeFileSync(at('rows.csv'), ['id,body,topic', ...lines].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('writes the model and the rows it has not seen, and prints how good it is', async () => {
  const files = ['--data', 'rows.csv', '--out', 'm.json', '--holdout-out', 'unseen.csv'];
  const { exit, json } = await train([...files, '--text', 'body', '--label', 'topic', '--json']);
  expect(exit).toBe(0);
  const { model, version } = parseModel(readFileSync(at('m.json'), 'utf8'));
  expect(model.labels).toEqual(['card', 'loan']);
  expect(json()).toMatchObject({ version, categories: 2, report: { rows: 4 } });
  const unseen = readLabelledRows(at('unseen.csv'), 'body', 'topic');
  expect(unseen.map(({ label }) => label)).toEqual(['card', 'card', 'loan', 'loan']);
  expect(unseen[0]?.record).toHaveProperty('id');
});

it('puts the model where the platform looks for it, and names the next step', async () => {
  const { note } = await train(['--data', 'rows.csv', '--text', 'body', '--label', 'topic']);
  const models = join(folder, 'platform/models');
  parseModel(readFileSync(join(models, 'ticket-classification.model.json'), 'utf8'));
  const heldOut = join(models, 'ticket-classification.held-out.csv');
  expect(readLabelledRows(heldOut, 'body', 'topic')).toHaveLength(4);
  expect(note).toContain(`dws ingest ${heldOut} --text body --expect-label topic`);
});

it.each([
  ['a missing file', ['--data', 'none.csv'], 3, 'found none'],
  ['a missing column', ['--data', 'rows.csv'], 2, 'column "text" of row 1'],
  ['no file', [], 2, 'expected --data FILE'],
  ['a holdout of nothing', ['--data', 'rows.csv', '--holdout', '0'], 2, '--holdout a number above 0'],
  ['an option it does not know', ['--dta', 'x'], 2, 'no option --dta. Did you mean --data?'],
])('says what is wrong with %s', async (_, args, code, message) => {
  const { exit, note } = await train(args);
  expect(exit).toBe(code);
  expect(note).toContain(message);
});

it.each([
  ['{"text":"a","label":"b"}\n{"text":', 'line 2 of'],
  ['{"text":"a","label":"b"}\n[]', 'a JSON object in line 2'],
])('names the line of broken JSON', async (content, message) => {
  writeFileSync(at('rows.jsonl'), content);
  const { exit, note } = await train(['--data', 'rows.jsonl']);
  expect(exit).toBe(1);
  expect(note).toContain(message);
});
