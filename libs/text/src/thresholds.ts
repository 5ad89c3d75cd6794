/** What the model would have said about one row it had not seen. */
export interface Judged {
  /** Category index with the highest probability. */
  readonly category: number;
  /** That probability. */
  readonly confidence: number;
  readonly right: boolean;
}

/** Rows' worth of trust in the precision of all categories together, against a category's own few rows. */
const PRIOR_ROWS = 20;

/**
 * The confidence from which each category is answered without a person: the lowest at which the share of right
 * answers, on rows the model had not seen, is at least `targetPrecision`. A category's own share is mixed with
 * that of all categories at the same confidence, weighing as much as 20 rows, so that a handful of lucky rows
 * cannot open a category. A category that was never predicted takes the threshold of all together.
 * @returns one threshold per category; null where no confidence reaches the target: then a person always decides
 */
export function chooseThresholds(
  judged: readonly Judged[],
  categories: number,
  targetPrecision: number,
): (number | null)[] {
  const pooled = precisionCurve(judged, () => 0, 0);
  const lowest = (points: readonly CurvePoint[]) =>
    points.findLast((point) => point.precision >= targetPrecision)?.confidence ?? null;
  const pooledPrecision = new Map(pooled.map((point) => [point.confidence, point.precision]));
  const pooledAt = (confidence: number) => pooledPrecision.get(confidence) ?? 0;
  const everywhere = lowest(pooled);
  return Array.from({ length: categories }, (_, category) => {
    const own = judged.filter((row) => row.category === category);
    return own.length === 0 ? everywhere : lowest(precisionCurve(own, pooledAt, PRIOR_ROWS));
  });
}

interface CurvePoint {
  readonly confidence: number;
  /** Share of right answers among rows at or above this confidence, mixed with the prior. */
  readonly precision: number;
}

/** Points from the most confident row down, one per distinct confidence. */
function precisionCurve(
  judged: readonly Judged[],
  prior: (confidence: number) => number,
  priorRows: number,
): CurvePoint[] {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  const points: CurvePoint[] = [];
  let right = 0;
  sorted.forEach((row, at) => {
    if (row.right) right += 1;
    if (sorted[at + 1]?.confidence === row.confidence) return;
    const weight = priorRows === 0 ? 0 : priorRows * prior(row.confidence);
    points.push({ confidence: row.confidence, precision: (right + weight) / (at + 1 + priorRows) });
  });
  return points;
}
