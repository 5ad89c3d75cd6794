/** How the worker did against what people had said. Shares are 0 to 1; null where nothing was counted. */
export interface Score {
  readonly rows: number;
  /** Share that the worker answered without a person. */
  readonly coverage: number | null;
  /** Right among those answered. */
  readonly accuracyOfAnswered: number | null;
  /** Right among all rows: one that went to a person counts as not right. */
  readonly rightOfAll: number | null;
}

/** @param rows what people said, and what the worker stands by; null where it asked a person */
export function score(rows: readonly { readonly label: string; readonly category: string | null }[]): Score {
  const answered = rows.filter(({ category }) => category !== null);
  const right = answered.filter(({ category, label }) => category === label).length;
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    rows: rows.length,
    coverage: share(answered.length, rows.length),
    accuracyOfAnswered: share(right, answered.length),
    rightOfAll: share(right, rows.length),
  };
}
