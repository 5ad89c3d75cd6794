import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileSealStore } from './file-seal-store.ts';

const FIRST = 'origin\nworker-a\n0\n\n\u2014 key one\n';
const SECOND = 'origin\nworker-a\n1\n\n\u2014 key two\n';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'seals-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('holds nothing at first, also where the directory does not exist', async () => {
  const seals = createFileSealStore(join(directory, 'later'));
  expect(await seals.read('worker-a')).toEqual([]);
  expect(await seals.last('worker-a')).toBeNull();
  expect(await seals.streams()).toEqual([]);
});

it('gives seals back in order, apart by trail, to another process too', async () => {
  const seals = createFileSealStore(directory);
  await Promise.all([
    seals.append({ stream: 'worker-a', text: FIRST }),
    seals.append({ stream: 'worker-a', text: SECOND }),
    seals.append({ stream: 'worker-b/../c', text: FIRST }),
  ]);
  const again = createFileSealStore(directory);
  expect(await again.read('worker-a')).toEqual([FIRST, SECOND]);
  expect(await again.last('worker-a')).toBe(SECOND);
  expect(await again.streams()).toEqual(['worker-a', 'worker-b/../c']);
});

it('neither reads nor keeps a seal that a crash cut short', async () => {
  await createFileSealStore(directory).append({ stream: 'worker-a', text: FIRST });
  const file = join(directory, 'worker-a.seals');
  appendFileSync(file, SECOND.slice(0, -1));
  const seals = createFileSealStore(directory);
  expect(await seals.read('worker-a')).toEqual([FIRST]);
  await seals.append({ stream: 'worker-a', text: SECOND });
  expect(readFileSync(file, 'utf8')).toBe(FIRST + SECOND);
});

it('leaves a changed seal in place for the verifier to find', async () => {
  writeFileSync(join(directory, 'worker-a.seals'), FIRST.replace('\u2014', '-') + SECOND);
  expect(await createFileSealStore(directory).read('worker-a')).toEqual([
    FIRST.replace('\u2014', '-') + SECOND,
  ]);
});

it.each(['../../etc/passwd', '..', 'worker-a\u0000', 'w'.repeat(5_000)])(
  'has no seals of a trail with the strange name number %#, and looks for them nowhere else',
  async (stream) => {
    const seals = createFileSealStore(directory);
    expect(await seals.read(stream)).toEqual([]);
    expect(await seals.last(stream)).toBeNull();
  },
);

it('says so when it cannot write', async () => {
  writeFileSync(join(directory, 'file'), '');
  const seals = createFileSealStore(join(directory, 'file'));
  await expect(seals.append({ stream: 'worker-a', text: FIRST })).rejects.toMatchObject({
    code: 'seal-store-unavailable',
  });
});
