import urgency from './lexicon/urgency.en.json' with { type: 'json' };
import { negationBefore } from './negation.ts';
import { findPhrases, phraseBook } from './phrases.ts';
import { wordsOf } from './words.ts';

export type UrgencyLevel = 'low' | 'normal' | 'high' | 'urgent';

export interface UrgencyCue {
  /** The words as found, with a negation before them: `not urgent`. */
  readonly cue: string;
  /** The level this cue speaks for. */
  readonly level: UrgencyLevel;
}

export interface Urgency {
  readonly level: UrgencyLevel;
  readonly cues: readonly UrgencyCue[];
}

/** This many different `high` cues in one message make it urgent. */
const HIGH_CUES_FOR_URGENT = 3;

const PHRASES = phraseBook<UrgencyLevel>([
  [urgency.cues.urgent, 'urgent'],
  [urgency.cues.high, 'high'],
  [urgency.cues.low, 'low'],
]);
const NEGATIONS = new Set(urgency.negations.split('|'));

/**
 * How soon a message wants an answer, by a word list and three rules (English): the strongest cue decides; three
 * different `high` cues are `urgent`; a negated strong cue speaks for `normal` only. Without a cue it is `normal`.
 * Deterministic; says which words it rests on.
 */
export function urgencyOf(text: string): Urgency {
  const words = wordsOf(text);
  const cues = findPhrases(words, PHRASES).map(({ phrase, meaning, at }): UrgencyCue => {
    const negation = negationBefore(words, at, NEGATIONS);
    if (negation === undefined || meaning === 'low') return { cue: phrase, level: meaning };
    return { cue: `${negation} ${phrase}`, level: 'normal' };
  });
  return { level: levelOf(cues), cues };
}

function levelOf(cues: readonly UrgencyCue[]): UrgencyLevel {
  const high = new Set(cues.filter(({ level }) => level === 'high').map(({ cue }) => cue));
  const has = (level: UrgencyLevel) => cues.some((cue) => cue.level === level);
  if (has('urgent') || high.size >= HIGH_CUES_FOR_URGENT) return 'urgent';
  if (high.size > 0) return 'high';
  return has('low') ? 'low' : 'normal';
}
