import { quantise, type LinearWeights } from './linear-weights.ts';
import { seededRandom, shuffle } from './random.ts';
import type { SparseVector } from './vocabulary.ts';

/** Strength of fitting against keeping weights small (`C` of a support-vector machine). */
const FIT = 0.5;
/** Passes over the rows: bounds the time when the tolerance is not reached. */
const MAX_PASSES = 8;
/** Training stops early when no row violates its condition by more than this. */
const TOLERANCE = 0.05;
/** Smaller violations are left alone: they cost time and change nothing. */
const IGNORED_VIOLATION = 1e-3;

/**
 * Linear support-vector machines, one category against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1).
 * All categories advance together over one row, so that each feature's weights are read once, in memory order.
 * The same vectors, targets and seed give the same weights, bit for bit.
 * @param targets category index of each vector
 */
export function trainLinear(
  vectors: readonly SparseVector[],
  targets: ArrayLike<number>,
  categories: number,
  features: number,
  seed: number,
): LinearWeights {
  const weights = new Float32Array(features * categories);
  const bias = new Float32Array(categories);
  const duals = new Float32Array(vectors.length * categories);
  const scores = new Float64Array(categories);
  const changed = new Int32Array(categories);
  const change = new Float64Array(categories);
  const order = Int32Array.from(vectors, (_, row) => row);
  const random = seededRandom(seed);
  const slack = 1 / (2 * FIT);

  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    shuffle(order, random);
    let worst = 0;
    for (const row of order) {
      const { indices, values } = vectors[row] as SparseVector;
      let curvature = 1 + slack;
      scores.set(bias);
      for (let at = 0; at < indices.length; at += 1) {
        const value = values[at] as number;
        const start = (indices[at] as number) * categories;
        curvature += value * value;
        for (let c = 0; c < categories; c += 1) {
          scores[c] = (scores[c] as number) + (weights[start + c] as number) * value;
        }
      }
      let changes = 0;
      for (let c = 0; c < categories; c += 1) {
        const sign = targets[row] === c ? 1 : -1;
        const dual = duals[row * categories + c] as number;
        const gradient = sign * (scores[c] as number) - 1 + dual * slack;
        const violation = Math.abs(dual === 0 ? Math.min(gradient, 0) : gradient);
        if (violation <= IGNORED_VIOLATION) continue;
        worst = Math.max(worst, violation);
        const next = Math.max(dual - gradient / curvature, 0);
        duals[row * categories + c] = next;
        changed[changes] = c;
        change[changes] = (next - dual) * sign;
        changes += 1;
      }
      for (let n = 0; n < changes; n += 1) {
        const c = changed[n] as number;
        bias[c] = (bias[c] as number) + (change[n] as number);
      }
      for (let at = 0; at < indices.length && changes > 0; at += 1) {
        const value = values[at] as number;
        const start = (indices[at] as number) * categories;
        for (let n = 0; n < changes; n += 1) {
          const cell = start + (changed[n] as number);
          weights[cell] = (weights[cell] as number) + (change[n] as number) * value;
        }
      }
    }
    if (worst < TOLERANCE) break;
  }
  return quantise(weights, bias);
}
