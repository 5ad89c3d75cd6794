import type { Digest } from '@dws/kernel';
import type { LinearWeights } from './linear-weights.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where a model comes from and how it did on rows it had never seen. */
export interface TrainingFacts {
  /** SHA-256 over all rows given to training, held-out ones included, in their order. */
  readonly dataDigest: Digest;
  readonly seed: number;
  readonly holdout: number;
  readonly rowsTrained: number;
  readonly rowsHeldOut: number;
  readonly targetPrecision: number;
  readonly accuracy: number;
  readonly coverage: number;
  readonly accuracyOfAnswered: number;
  readonly expectedCalibrationError: number;
}

/** A trained text classifier. Never changed after training. */
export interface TextModel {
  readonly name: string;
  /** In code-unit order; categories are numbered by it. */
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly linear: LinearWeights;
  readonly temperature: number;
  /** Per label: the confidence from which it is answered alone; null: never. */
  readonly thresholds: readonly (number | null)[];
  /** Texts of lower familiarity are out of scope. */
  readonly scopeThreshold: number;
  readonly training: TrainingFacts;
}
