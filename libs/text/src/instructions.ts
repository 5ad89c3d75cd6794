import lexicon from './lexicon/instructions.en.json' with { type: 'json' };
import { findPhrases, phraseBook } from './phrases.ts';
import { wordsOf } from './words.ts';

const PHRASES = phraseBook([[lexicon.phrases, true]]);

/**
 * Phrases with which a text speaks to a machine rather than about its own business ("ignore previous
 * instructions"), each once, as found. A text never instructs a worker: what is found is recorded, and that is
 * all. Missing one therefore does no harm, and neither does a false alarm.
 */
export function instructionsIn(text: string): readonly string[] {
  return [...new Set(findPhrases(wordsOf(text), PHRASES).map(({ phrase }) => phrase))];
}
