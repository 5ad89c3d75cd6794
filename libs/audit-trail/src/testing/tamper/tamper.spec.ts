import { describe, expect, it } from 'vitest';
import { namedPlaces, verdictOn } from './named-places.ts';
import { randomOf } from './random.ts';
import { A, bytesOf, closed, SAMPLE } from './sample-bundle.ts';
import { WAYS } from './ways-to-alter.ts';

/** Each takes about a millisecond; the bound is for a machine that is busy with other things. */
const WITHIN = 240_000;

it('finds nothing in the sample as it was exported', async () => {
  expect(await verdictOn(bytesOf(SAMPLE))).toMatchObject({ ok: true, complete: true, keys: 'given' });
});

it('is tried on ten thousand alterations or more', () => {
  expect(WAYS.reduce((sum, [, , count]) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
});

describe('every alteration is found, and its first place named', () => {
  it.each(WAYS)(
    '%s',
    async (way, alter, count) => {
      const missed: string[] = [];
      for (let seed = 1; seed <= count; seed += 1) {
        const alteration = alter(randomOf(seed));
        const verdict = await verdictOn(alteration.bytes);
        const found = namedPlaces(verdict);
        if (verdict.ok === false && alteration.named.some((name) => found.includes(name))) continue;
        missed.push(`${way}, seed ${seed}: expected ${alteration.named.join(' or ')}, found ${found.join()}`);
      }
      expect(missed).toEqual([]);
    },
    WITHIN,
  );
});

describe('what no verifier can find', () => {
  it('the events that no seal covers, gone with a closing line made to fit', async () => {
    const tail = SAMPLE.filter(({ kind, stream, place }) => {
      return !(kind === 'event' && stream === A.stream && place > A.sealed.at(-1)!);
    });
    expect(await verdictOn(bytesOf(closed(tail)))).toMatchObject({ ok: true });
  });
});
