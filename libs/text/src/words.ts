import { normaliseText } from './normalise.ts';

/** Only this many words of a text are looked at: work per text is bounded by it. */
export const MAX_WORDS = 512;
/** A longer unbroken run (a pasted key, a base64 block) is cut to this many code units. */
export const MAX_WORD_LENGTH = 48;

/**
 * Letters, marks and digits make words (with an apostrophe inside). Scripts that are written without spaces
 * give one token per character; neighbouring characters meet again in the bigrams. `?`, `!` and pictographs
 * count as words because they carry tone. `Intl.Segmenter` is not used: its dictionaries change with the Node
 * release, and a model must read a text the same way for as long as it is used.
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]+(?:'\p{L}+)*|[?!]|\p{Extended_Pictographic}/gv;

/** The words of a text, normalised, in order; at most {@link MAX_WORDS}. Never throws. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of normaliseText(text).matchAll(WORD)) {
    words.push(word.length > MAX_WORD_LENGTH ? word.slice(0, MAX_WORD_LENGTH) : word);
    if (words.length === MAX_WORDS) break;
  }
  return words;
}
