import { DwsError } from '@dws/kernel';
import { seededRandom, shuffle } from './random.ts';

/** A text with the category that people gave it. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/**
 * Sets a share of the rows aside, category by category, so that each is held out in the same proportion
 * (rounded; a category with one row stays in training). The same rows, share and seed give the same split on
 * every machine. Both parts keep the order of `rows`.
 * @param holdout share to set aside, 0 up to but not including 1
 * @throws DwsError `argument-invalid` for another share
 */
export function splitRows<Row extends LabelledText>(
  rows: readonly Row[],
  holdout: number,
  seed: number,
): { train: Row[]; holdout: Row[] } {
  if (!(holdout >= 0 && holdout < 1)) {
    throw new DwsError('argument-invalid', `expected a holdout from 0 to below 1, found ${holdout}`);
  }
  const random = seededRandom(seed);
  const aside = new Set<number>();
  for (const members of rowsByLabel(rows)) {
    const share = Math.min(Math.round(members.length * holdout), members.length - 1);
    for (const row of shuffle(members, random).slice(0, share)) aside.add(row);
  }
  return { train: rows.filter((_, at) => !aside.has(at)), holdout: rows.filter((_, at) => aside.has(at)) };
}

/** Deals the rows into `folds` numbered parts, category by category. Returns the fold number of each row. */
export function dealFolds(rows: readonly LabelledText[], folds: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const foldOf = new Int32Array(rows.length);
  let next = 0;
  for (const members of rowsByLabel(rows)) {
    for (const row of shuffle(members, random)) {
      foldOf[row] = next % folds;
      next += 1;
    }
  }
  return foldOf;
}

/** Row numbers of each label, labels in code-unit order so that the order of the file does not matter. */
function rowsByLabel(rows: readonly LabelledText[]): number[][] {
  const byLabel = new Map<string, number[]>();
  rows.forEach(({ label }, row) => {
    const members = byLabel.get(label);
    if (members) members.push(row);
    else byLabel.set(label, [row]);
  });
  return [...byLabel.keys()].sort().map((label) => byLabel.get(label) as number[]);
}
