import { familiarityOf } from './familiarity.ts';
import { featuresOf } from './features.ts';
import { scoresOf } from './linear-weights.ts';
import type { TextModel } from './model.ts';
import { probabilitiesOf } from './probabilities.ts';
import { vectorise } from './vocabulary.ts';

export interface Candidate {
  readonly label: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}

/** `answered`: the category stands. `unsure`, `out-of-scope`, `no-words`: a person decides. */
export type ClassificationOutcome = 'answered' | 'unsure' | 'out-of-scope' | 'no-words';

export interface Classification {
  /** Null unless the outcome is `answered`: below its threshold a category is never guessed. */
  readonly category: string | null;
  readonly outcome: ClassificationOutcome;
  /** The likeliest categories, best first, at most three. For a person to choose from. */
  readonly top: readonly Candidate[];
  /** Probability of the best category. */
  readonly confidence: number;
  /** The best category's threshold; null when that category always goes to a person. */
  readonly threshold: number | null;
  readonly outOfScope: boolean;
  readonly abstained: boolean;
  /** The outcome in a sentence, with the numbers it rests on. */
  readonly reason: string;
}

export const CANDIDATES = 3;

/** The text's category as far as the model may say it. Never throws, whatever the text. */
export function classify(model: Pick<TextModel, ClassifyingParts>, text: string): Classification {
  const vector = vectorise(featuresOf(text), model.vocabulary);
  const scores = scoresOf(model.linear, vector);
  const probabilities = probabilitiesOf(scores, model.temperature);
  const ranked = best(probabilities);
  const top = ranked.map((at) => ({
    label: model.labels[at] as string,
    probability: probabilities[at] as number,
  }));
  const confidence = top[0]?.probability ?? 0;
  const threshold = model.thresholds[ranked[0] ?? -1] ?? null;
  const common = { top, confidence, threshold };
  if (vector.indices.length === 0) {
    return { ...common, ...abstain('no-words', 'The text has no wording that the model knows.') };
  }
  if (familiarityOf(scores, vector) < model.scopeThreshold) {
    const reason = `The text is unlike anything the model learned; the nearest category is "${top[0]?.label}".`;
    return { ...common, ...abstain('out-of-scope', reason) };
  }
  if (threshold === null || confidence < threshold) {
    return { ...common, ...abstain('unsure', unsure(top[0]?.label, confidence, threshold)) };
  }
  const category = top[0]?.label ?? null;
  const reason = `Confidence ${percent(confidence)} reaches the threshold ${percent(threshold)} of "${category}".`;
  return { ...common, category, outcome: 'answered', outOfScope: false, abstained: false, reason };
}

/** The parts of a model that classifying needs; the rest are facts about it. */
export type ClassifyingParts =
  'labels' | 'vocabulary' | 'linear' | 'temperature' | 'thresholds' | 'scopeThreshold';

function abstain(outcome: ClassificationOutcome, reason: string) {
  return { category: null, outcome, outOfScope: outcome !== 'unsure', abstained: true, reason };
}

function unsure(label: string | undefined, confidence: number, threshold: number | null): string {
  if (threshold === null)
    return `"${label}" always goes to a person: no confidence was reliable enough for it.`;
  return `Confidence ${percent(confidence)} is below the threshold ${percent(threshold)} of "${label}".`;
}

/** Rounded down, so that a value just below a threshold never reads as equal to it. */
function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** Indices of the highest values, best first; the lower index wins a tie. */
function best(values: Float64Array): number[] {
  const ranked: number[] = [];
  values.forEach((value, at) => {
    const place = ranked.findIndex((other) => value > (values[other] as number));
    if (place >= 0) ranked.splice(place, 0, at);
    else if (ranked.length < CANDIDATES) ranked.push(at);
    if (ranked.length > CANDIDATES) ranked.pop();
  });
  return ranked;
}
