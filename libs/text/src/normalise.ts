/** Longer texts are cut here: the first pages of a ticket decide what it is about, and time stays bounded. */
export const MAX_CHARACTERS = 20_000;

const NOT_ASCII = /\P{ASCII}/u;

/**
 * One spelling for texts that a reader takes as the same: compatibility forms folded (NFKC), letter case folded
 * in all scripts (`STRASSE` and `Straße`, `ΟΔΟΣ` and `οδος`), curly apostrophes straightened. Accents stay: in
 * many languages they tell words apart.
 */
export function normaliseText(text: string): string {
  const cut = text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text;
  if (!NOT_ASCII.test(cut)) return cut.toLowerCase();
  // Upper then lower is the full case folding that JavaScript lacks; final sigma is the one letter it misses.
  const folded = cut.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  return folded.replaceAll('ς', 'σ').replaceAll('’', "'");
}
