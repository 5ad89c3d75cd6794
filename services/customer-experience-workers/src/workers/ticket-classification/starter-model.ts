import { serialiseModel, train, type LabelledText, type TextModel } from '@dws/text';
import examples from './tables/starter-examples.json' with { type: 'json' };

/** A model and the hash that cases record of it. */
export interface LoadedModel {
  readonly model: TextModel;
  readonly version: string;
}

/**
 * What the share of right answers should be with so few examples; a model trained on a company's own tickets
 * (`dws train ticket-classification`) aims higher.
 */
const TARGET_PRECISION = 0.9;

/** A small model for a first start, trained in place from the examples in this folder. The same every time. */
export function starterModel(): LoadedModel {
  const rows = Object.entries(examples).flatMap(([label, texts]) =>
    texts.map((text): LabelledText => ({ label, text })),
  );
  const { model } = train(rows, {
    name: 'ticket-classification-starter',
    seed: 7,
    holdout: 0.1,
    targetPrecision: TARGET_PRECISION,
  });
  return { model, version: serialiseModel(model).version };
}
