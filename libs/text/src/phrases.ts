import { wordsOf } from './words.ts';

/** Phrases of one or more words, each with what it stands for. */
export interface PhraseBook<Meaning> {
  /** Keyed by the phrase's words joined by a blank. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly longest: number;
}

export interface FoundPhrase<Meaning> {
  readonly phrase: string;
  readonly meaning: Meaning;
  /** Index of its first word. */
  readonly at: number;
  readonly words: number;
}

/** @param lists phrases separated by `|`, as the lexicon files keep them, with their meaning */
export function phraseBook<Meaning>(lists: Iterable<readonly [string, Meaning]>): PhraseBook<Meaning> {
  const meanings = new Map<string, Meaning>();
  let longest = 1;
  for (const [list, meaning] of lists) {
    for (const phrase of list.split('|')) {
      const words = wordsOf(phrase);
      meanings.set(words.join(' '), meaning);
      longest = Math.max(longest, words.length);
    }
  }
  return { meanings, longest };
}

/** The book's phrases in the words, left to right, the longest first where several begin; none overlap. */
export function findPhrases<Meaning>(
  words: readonly string[],
  book: PhraseBook<Meaning>,
): FoundPhrase<Meaning>[] {
  const found: FoundPhrase<Meaning>[] = [];
  let at = 0;
  while (at < words.length) {
    const hit = longestAt(words, at, book);
    if (hit) found.push(hit);
    at += hit?.words ?? 1;
  }
  return found;
}

function longestAt<Meaning>(
  words: readonly string[],
  at: number,
  book: PhraseBook<Meaning>,
): FoundPhrase<Meaning> | undefined {
  for (let count = Math.min(book.longest, words.length - at); count > 0; count -= 1) {
    const phrase = words.slice(at, at + count).join(' ');
    const meaning = book.meanings.get(phrase);
    if (meaning !== undefined) return { phrase, meaning, at, words: count };
  }
  return undefined;
}
