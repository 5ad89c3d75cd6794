import { describe, expect, it } from 'vitest';
import { textFindings } from './text-findings.ts';

/** Joins what must not stand in this file as one word. */
const joined = (...parts: readonly string[]): string => parts.join('');

describe('text files', () => {
  it('may be longer when it is written from code, and says so at its top', () => {
    const written = `# A\n\n<!-- Written by \`npm run docs\` from a table. -->\n${'x\n'.repeat(500)}`;
    expect(textFindings('docs/a.md', written)).toEqual([]);
    expect(textFindings('docs/a.md', 'x\n'.repeat(500) + written)).toHaveLength(1);
  });

  it('may have 400 lines and no more', () => {
    expect(textFindings('scripts/verify-audit.py', 'x\n'.repeat(401))).toEqual([]);
    expect(textFindings('docs/a.md', 'x\n'.repeat(400))).toEqual([]);
    expect(textFindings('docs/a.md', 'x\n'.repeat(401))).toEqual([
      'docs/a.md:401: expected at most 400 lines, found 401; split it by what it does',
    ]);
  });

  it.each(['libs/contracts/src/generated/a.ts', 'schemas/fixtures/a.txt', 'package-lock.json'])(
    'may be of any length in %s',
    (path) => {
      expect(textFindings(path, 'x\n'.repeat(5000))).toEqual([]);
    },
  );

  it.each([joined('TO', 'DO'), joined('FIX', 'ME'), joined('XX', 'X')])('may not hold %s', (word) => {
    expect(textFindings('a.sh', `fine\n# ${word}: later\n`)).toEqual([
      'a.sh:2: a note of unfinished work; do it, or open an issue',
    ]);
  });

  it.each([
    joined('/wo', 'rk/main'),
    joined('/ho', 'me/ann'),
    joined('/ro', 'ot/.npmrc'),
    joined('/Us', 'ers/ann'),
  ])('may not hold the path %s', (path) => {
    expect(textFindings('a.sh', `cd "${path}"\n`)).toEqual([
      "a.sh:1: a path of one person's machine; take it as an argument, or make it relative",
    ]);
  });

  it('may hold words and addresses that only look alike', () => {
    expect(textFindings('a.md', 'todo lists\nhttps://example.com/home/page\n./work/item\n')).toEqual([]);
  });
});
