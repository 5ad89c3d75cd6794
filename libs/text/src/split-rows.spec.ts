import { isDwsError } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { dealFolds, splitRows } from './split-rows.ts';

const rows = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([label, count]) =>
    Array.from({ length: count }, (_, at) => ({ text: `${label} ${at}`, label })),
  );
const countOf = (part: { label: string }[], label: string) =>
  part.filter((row) => row.label === label).length;

describe('rows are held out', () => {
  it('in the same proportion from every category', () => {
    const { train, holdout } = splitRows(rows({ cards: 50, loans: 10, rare: 1 }), 0.2, 7);
    expect([countOf(holdout, 'cards'), countOf(holdout, 'loans'), countOf(holdout, 'rare')]).toEqual([
      10, 2, 0,
    ]);
    expect(train).toHaveLength(49);
  });

  it('each row on one side, in file order', () => {
    const all = rows({ cards: 20, loans: 20 });
    const { train, holdout } = splitRows(all, 0.5, 7);
    expect(new Set([...train, ...holdout])).toEqual(new Set(all));
    expect(holdout).toEqual(all.filter((row) => holdout.includes(row)));
  });

  it('the same for the same seed, another for another', () => {
    const all = rows({ cards: 40, loans: 40 });
    expect(splitRows(all, 0.2, 7)).toEqual(splitRows(all, 0.2, 7));
    expect(splitRows(all, 0.2, 7)).not.toEqual(splitRows(all, 0.2, 8));
  });

  it.each([-0.1, 1, Number.NaN])('not for a share of %s', (holdout) => {
    expect(() => splitRows(rows({ cards: 2 }), holdout, 7)).toThrow(
      expect.toSatisfy((error: unknown) => isDwsError(error, 'argument-invalid')),
    );
  });

  it('folds are even within a category', () => {
    const all = rows({ cards: 10, loans: 5 });
    const foldOf = dealFolds(all, 5, 7);
    for (let fold = 0; fold < 5; fold += 1) {
      const members = all.filter((_, row) => foldOf[row] === fold);
      expect([countOf(members, 'cards'), countOf(members, 'loans')]).toEqual([2, 1]);
    }
  });
});
