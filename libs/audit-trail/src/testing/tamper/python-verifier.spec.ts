import { expect, it } from 'vitest';
import type { ExportVerdict } from '../../bundle-verifier.ts';
import { namedPlaces, verdictOn } from './named-places.ts';
import { randomOf } from './random.ts';
import { bytesOf, SAMPLE } from './sample-bundle.ts';
import { PYTHON_IS_THERE, verifyInPython } from './verify-in-python.ts';
import { WAYS } from './ways-to-alter.ts';

const SEEDS_OF_EACH = 14;
const WITHIN = 240_000;

/** What both verifiers must agree on: everything but the words. */
function judged({ ok, complete, keys, fault, trails = [] }: Partial<ExportVerdict>) {
  return {
    ok,
    complete: complete ?? false,
    keys: keys ?? 'none',
    line: fault?.line,
    trails: trails.map(({ stream, count, findings }) => ({
      stream,
      count,
      findings: findings.map(({ problem, at }) => `${problem} ${at}`),
    })),
  };
}

const altered = WAYS.flatMap(([way, alter]) =>
  Array.from({ length: SEEDS_OF_EACH }, (_, seed) => ({ way, seed, ...alter(randomOf(seed)) })),
);

if (PYTHON_IS_THERE) {
  it(
    'judges alterations as ours does, and names the first place of each',
    async () => {
      const verdicts = await verifyInPython([bytesOf(SAMPLE), ...altered.map(({ bytes }) => bytes)]);
      expect(verdicts).toHaveLength(altered.length + 1);
      expect(judged(verdicts[0]!)).toEqual(judged(await verdictOn(bytesOf(SAMPLE))));
      expect(verdicts[0]?.ok).toBe(true);
      for (const [index, { way, seed, bytes, named }] of altered.entries()) {
        const verdict = verdicts[index + 1]!;
        const about = `${way}, seed ${seed}`;
        expect({ about, ...judged(verdict) }).toEqual({ about, ...judged(await verdictOn(bytes)) });
        const found = namedPlaces(verdict);
        expect({ about, found, isFound: named.some((name) => found.includes(name)) }).toMatchObject({
          isFound: true,
        });
      }
    },
    WITHIN,
  );
} else {
  it('not run: python3 is not on this machine', () => {
    expect(process.env['CI'], 'python3 on the build machine').not.toBe('true');
  });
}
