/** How a figure changes with time, by least squares. */
export interface Slope {
  /** Mean of the samples. */
  readonly mean: number;
  /** Change in an hour, as a share of the mean: 0.05 is five per cent an hour. */
  readonly perHour: number;
  /** 95 % confidence interval of `perHour`. */
  readonly least: number;
  readonly most: number;
  readonly samples: number;
}

export interface Sample {
  /** Seconds since the measurement began. */
  readonly at: number;
  readonly value: number;
}

/** Neighbouring samples resemble each other: means of so many count as independent. */
const BLOCK = 3;
/** Two-sided 95 % of Student's t by degrees of freedom, for few samples; 1.96 for many. */
const STUDENT = [12.7, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];
const HOUR = 3_600;

/** @throws RangeError for fewer than four blocks of samples: nothing can be said of a slope then */
export function slopeOf(samples: readonly Sample[]): Slope {
  const points = blocksOf(samples);
  const count = points.length;
  if (count < 4)
    throw new RangeError(`expected at least ${4 * BLOCK} samples for a slope, found ${samples.length}`);
  const meanAt = points.reduce((sum, { at }) => sum + at, 0) / count;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / count;
  const spread = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const slope = points.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - mean), 0) / spread;
  const unexplained = points.reduce((sum, { at, value }) => {
    const error = value - (mean + slope * (at - meanAt));
    return sum + error * error;
  }, 0);
  const deviation = Math.sqrt(unexplained / (count - 2) / spread);
  const margin = (STUDENT[count - 3] ?? 1.96) * deviation;
  const relative = (change: number): number => (mean === 0 ? 0 : (change * HOUR) / mean);
  return {
    mean,
    perHour: relative(slope),
    least: relative(slope - margin),
    most: relative(slope + margin),
    samples: samples.length,
  };
}

function blocksOf(samples: readonly Sample[]): readonly Sample[] {
  return Array.from({ length: Math.floor(samples.length / BLOCK) }, (_, place) => {
    const block = samples.slice(place * BLOCK, (place + 1) * BLOCK);
    return {
      at: block.reduce((sum, { at }) => sum + at, 0) / BLOCK,
      value: block.reduce((sum, { value }) => sum + value, 0) / BLOCK,
    };
  });
}
