import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseModel } from '@dws/text';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { readLabelledFile } from './labelled-file.ts';
import { trainTicketClassification } from './train-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-train-'));
const at = (name: string) => join(folder, name);
const run = (...args: string[]) => trainTicketClassification.run(args);
let said = '';

beforeAll(() => {
  const lines = ['card', 'loan'].flatMap((topic) =>
    Array.from({ length: 10 }, (_, n) => `${n},"my ${topic}, number ${n}",${topic}`),
  );
  writeFileSync(at('rows.csv'), ['id,body,topic', ...lines].join('\n'));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
});
afterEach(() => {
  said = '';
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('writes the model and the rows it has not seen, and prints how good it is', async () => {
  const files = ['--data', at('rows.csv'), '--out', at('m.json'), '--holdout-out', at('unseen.csv')];
  expect(await run(...files, '--text', 'body', '--label', 'topic', '--json')).toBe(0);
  const { model, version } = parseModel(readFileSync(at('m.json'), 'utf8'));
  expect(model.labels).toEqual(['card', 'loan']);
  expect(JSON.parse(said)).toMatchObject({ version, categories: 2, report: { rows: 4 } });
  const unseen = readLabelledFile(at('unseen.csv'), 'body', 'topic');
  expect(unseen.map(({ label }) => label)).toEqual(['card', 'card', 'loan', 'loan']);
  expect(unseen[0]?.record).toHaveProperty('id');
});

it.each([
  ['a missing file', ['--data', at('none.csv')], 1, 'found none'],
  ['a missing column', ['--data', at('rows.csv')], 1, 'column "text" of row 1'],
  ['no file', [], 2, 'expected --data FILE'],
  ['a holdout of nothing', ['--data', at('rows.csv'), '--holdout', '0'], 2, '--holdout above 0'],
  ['an option it does not know', ['--dta', 'x'], 2, "'--dta'"],
])('says what is wrong with %s', async (_, args, code, message) => {
  expect(await run(...args)).toBe(code);
  expect(said).toContain(message);
});

it('names the line of broken JSON', async () => {
  writeFileSync(at('rows.jsonl'), '{"text":"a","label":"b"}\n{"text":');
  expect(await run('--data', at('rows.jsonl'))).toBe(1);
  expect(said).toContain('line 2 of');
});
