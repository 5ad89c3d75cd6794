import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that comes out the same for the same seed, on every machine. */
export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** @throws RangeError for an empty list. */
  pick<T>(choices: readonly T[]): T;
  /** True `percent` times in a hundred. */
  chance(percent: number): boolean;
}

export function dice(seed: number): Dice {
  const generator = xoroshiro128plus(seed);
  const int = (low: number, high: number): number => uniformInt(generator, low, high);
  return {
    int,
    pick(choices) {
      if (choices.length === 0) throw new RangeError('expected choices to pick from, found none');
      return choices[int(0, choices.length - 1)] as (typeof choices)[number];
    },
    chance: (percent) => int(1, 100) <= percent,
  };
}
