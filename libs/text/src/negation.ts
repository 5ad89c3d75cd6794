/** A negation reaches over at most this many words: "not at all very happy". */
const REACH = 4;

/** Words that a negation reaches across. Any other word takes the negation for itself: "has not arrived today". */
const PASSED_OVER = new Set(
  'a|an|the|any|at|all|very|really|so|that|this|too|quite|particularly|especially|yet|been|being|be|my'.split(
    '|',
  ),
);

/**
 * The negation that governs the phrase at `at`, or undefined. Words that end in `n't` count as one in any case.
 */
export function negationBefore(
  words: readonly string[],
  at: number,
  negations: ReadonlySet<string>,
): string | undefined {
  for (let before = at - 1; before >= 0 && before >= at - REACH; before -= 1) {
    const word = words[before] as string;
    if (negations.has(word) || word.endsWith("n't")) return word;
    if (!PASSED_OVER.has(word)) return undefined;
  }
  return undefined;
}
