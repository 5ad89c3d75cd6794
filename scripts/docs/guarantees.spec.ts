import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guaranteesNumbered, guaranteesWithoutTest, testsMissing, testsNamed } from './guarantees-page.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/guarantees.md'), 'utf8');
const inTree = (file: string): string | null => {
  const path = resolve(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};

describe('docs/guarantees.md', () => {
  it('names tests that are there, each by its file and title', () => {
    const { tests, faults } = testsNamed(page);
    expect(faults).toEqual([]);
    expect(testsMissing(tests, inTree)).toEqual([]);
  });

  it('has the thirteen guarantees, each with a test', () => {
    expect(guaranteesNumbered(page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(guaranteesWithoutTest(page)).toEqual([]);
  });

  it('names files and folders of the tree in its text, too', () => {
    const named = [...page.matchAll(/`((?:libs|services|scripts)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
  });
});

describe('a page that names a test', () => {
  const SPEC = [
    "describe('a claim', () => {",
    "  it('is taken once', () => {});",
    "  it.each([[1, 'x(2)']])('is refused %s', () => {});",
    '  it(',
    "    'spans lines, and isn\\'t lost',",
    '  );',
    "  // it('is only spoken of')",
    '});',
  ].join('\n');
  const missing = (title: string, file = 'a.spec.ts'): readonly string[] =>
    testsMissing([{ line: 7, file, title }], (path) => (path === 'a.spec.ts' ? SPEC : null));

  it.each(['a claim', 'is taken once', 'is refused %s', "spans lines, and isn't lost"])(
    'finds "%s"',
    (title) => {
      expect(missing(title)).toEqual([]);
    },
  );

  it.each([
    ['is taken twice', 'a.spec.ts', 'line 7: a.spec.ts has no test "is taken twice"'],
    ['is taken', 'a.spec.ts', 'line 7: a.spec.ts has no test "is taken"'],
    ['is only spoken of', 'a.spec.ts', 'line 7: a.spec.ts has no test "is only spoken of"'],
    ['is taken once', 'b.spec.ts', 'line 7: there is no b.spec.ts'],
  ])('finds that "%s" of %s is gone', (title, file, fault) => {
    expect(missing(title, file)).toEqual([fault]);
  });

  it('is found to name it wrongly, or to name none', () => {
    expect(testsNamed('- `a.spec.ts` is taken once').faults).toHaveLength(1);
    expect(guaranteesWithoutTest('## 1. One\n- `a.spec.ts`: "x"\n\n## 2. Two\nnothing\n')).toEqual([2]);
  });
});
