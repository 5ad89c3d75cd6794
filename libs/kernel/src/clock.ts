/** The only source of time. Everything that needs the time is given one; nothing calls `Date` itself. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** An instant as RFC 3339 text in UTC with milliseconds: `2026-03-01T09:30:00.000Z`. Sorts as text. */
export type Instant = string;
