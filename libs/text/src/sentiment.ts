import tone from './lexicon/tone.en.json' with { type: 'json' };
import { negationBefore } from './negation.ts';
import { findPhrases, phraseBook } from './phrases.ts';
import { wordsOf } from './words.ts';

export type SentimentLabel = 'negative' | 'neutral' | 'positive';

export interface SentimentCue {
  /** The words as found, with what strengthened, softened or turned them: `not very happy`. */
  readonly cue: string;
  /** What it added: positive or negative. */
  readonly weight: number;
}

export interface Sentiment {
  readonly label: SentimentLabel;
  /** -1 (very negative) to 1 (very positive). */
  readonly score: number;
  readonly cues: readonly SentimentCue[];
}

/** Scores nearer to 0 than this are neutral: one mild word does not make a mood. */
const NEUTRAL_WITHIN = 0.3;
/** How fast the score saturates: three mild cues, or one strong one, give 0.6. */
const SATURATION = 16;
const INTENSIFIED = 1.5;
const SOFTENED = 0.6;
/** Turned by a negation, a phrase loses strength: "not great" is milder than "bad". */
const NEGATED = -0.7;
/** After "but" comes what the writer means; what stood before it counts half. */
const BEFORE_CONTRAST = 0.5;

const PHRASES = phraseBook(Object.entries(tone.weights).map(([weight, list]) => [list, Number(weight)]));
const MODIFIERS = phraseBook([
  [tone.intensifiers, INTENSIFIED],
  [tone.softeners, SOFTENED],
]);
const NEGATIONS = new Set(tone.negations.split('|'));
const CONTRASTS = new Set(tone.contrasts.split('|'));

/** The mood of a message by a word list and four rules (English). Deterministic; says which words it rests on. */
export function sentimentOf(text: string): Sentiment {
  const words = wordsOf(text);
  const contrast = words.findLastIndex((word) => CONTRASTS.has(word));
  const modifiers = findPhrases(words, MODIFIERS);
  const cues = findPhrases(words, PHRASES).map(({ phrase, meaning, at }) => {
    const modifier = modifiers.find((found) => found.at + found.words === at);
    const negation = negationBefore(words, at, NEGATIONS);
    const weight =
      meaning *
      (modifier?.meaning ?? 1) *
      (negation === undefined ? 1 : NEGATED) *
      (at < contrast ? BEFORE_CONTRAST : 1);
    const cue = [negation, modifier?.phrase, phrase].filter((part) => part !== undefined).join(' ');
    return { cue, weight: round(weight) };
  });
  const sum = cues.reduce((total, { weight }) => total + weight, 0);
  const score = round(sum / Math.sqrt(sum * sum + SATURATION));
  return { label: labelOf(score), score, cues };
}

function labelOf(score: number): SentimentLabel {
  if (score >= NEUTRAL_WITHIN) return 'positive';
  return score <= -NEUTRAL_WITHIN ? 'negative' : 'neutral';
}

/** To hundredths: more digits would claim a precision that a word list does not have. */
function round(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}
