/** A word of the vocabulary may be this far from what was typed, in letters put in, left out, changed or swapped. */
const FARTHEST = 2;

/** The word that was probably meant, or undefined where none is near enough. Ties go to the first. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const farthest = Math.min(FARTHEST, Math.floor(typed.length / 2));
  const [best] = words
    .map((word) => ({ word, distance: distanceOf(typed, word) }))
    .filter(({ word, distance }) => distance <= farthest || (typed.length > 2 && word.startsWith(typed)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.word;
}

/** Restricted Damerau–Levenshtein distance. */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = rows[i - 1] ?? [];
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
