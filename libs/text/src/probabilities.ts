/** Scores to probabilities that sum to 1: softmax of score / temperature. */
export function probabilitiesOf(scores: ArrayLike<number>, temperature: number): Float64Array {
  let highest = -Infinity;
  for (let at = 0; at < scores.length; at += 1) highest = Math.max(highest, scores[at] as number);
  // Plain loops: this runs for every text, and `from` with a callback takes several times as long.
  const probabilities = new Float64Array(scores.length);
  let total = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const odds = Math.exp(((scores[at] as number) - highest) / temperature);
    probabilities[at] = odds;
    total += odds;
  }
  for (let at = 0; at < scores.length; at += 1) probabilities[at] = (probabilities[at] as number) / total;
  return probabilities;
}

/** Rows that were all told apart say little about mistakes not met yet: no temperature makes them a certainty. */
const COLDEST = 0.1;
const HOTTEST = 5;
/** Golden-section steps; each shrinks the range to 62 %, so 20 leave a relative error below one in 2,000. */
const STEPS = 20;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature under which the probabilities of rows the model had not seen are most believable: least
 * mean negative log-likelihood of the right category (Guo et al., "On Calibration of Modern Neural Networks",
 * ICML 2017). The loss has one minimum in 1 / temperature, so a section search finds it.
 */
export function fitTemperature(scores: readonly Float64Array[], targets: ArrayLike<number>): number {
  const lossAt = (logTemperature: number) =>
    scores.reduce((sum, row, at) => sum + lossOf(row, targets[at] as number, Math.exp(logTemperature)), 0);
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let lossLeft = lossAt(left);
  let lossRight = lossAt(right);
  for (let step = 0; step < STEPS; step += 1) {
    if (lossLeft <= lossRight) {
      high = right;
      [right, lossRight] = [left, lossLeft];
      left = high - GOLDEN * (high - low);
      lossLeft = lossAt(left);
    } else {
      low = left;
      [left, lossLeft] = [right, lossRight];
      right = low + GOLDEN * (high - low);
      lossRight = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}

function lossOf(scores: Float64Array, target: number, temperature: number): number {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  let total = 0;
  for (const score of scores) total += Math.exp((score - highest) / temperature);
  return Math.log(total) - ((scores[target] as number) - highest) / temperature;
}
