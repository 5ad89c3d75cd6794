import { classify, type Classification, type ClassifyingParts } from './classify.ts';
import type { TextModel } from './model.ts';
import { sentimentOf, type Sentiment } from './sentiment.ts';
import { urgencyOf, type Urgency } from './urgency.ts';

export interface Prediction extends Classification {
  readonly urgency: Urgency;
  readonly sentiment: Sentiment;
}

/** Everything this library can say about a support message: category, urgency and sentiment. Never throws. */
export function predict(model: Pick<TextModel, ClassifyingParts>, text: string): Prediction {
  return { ...classify(model, text), urgency: urgencyOf(text), sentiment: sentimentOf(text) };
}
