const STARS = [1, 2, 3, 4, 5];

/** How good the proposal was, 1 to 5, or nothing. */
export function Rating({
  rating,
  onRate,
}: {
  readonly rating: number | null;
  readonly onRate: (rating: number | null) => void;
}) {
  return (
    <fieldset className="rating">
      <legend>How good was the proposal? (optional)</legend>
      {STARS.map((star) => (
        <label key={star} className={rating === star ? 'chosen' : undefined}>
          <input
            type="radio"
            name="rating"
            checked={rating === star}
            onChange={() => onRate(star)}
            onClick={() => rating === star && onRate(null)}
          />
          {star}
        </label>
      ))}
    </fieldset>
  );
}
