/** What came of sending a request once. Which of the three it was decides what may be done next. */
export type Attempt =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
    }
  /** Not a byte left: no connection, or its turn did not come in time. */
  | { readonly kind: 'not-sent'; readonly why: string }
  /** It left, and no whole answer came back: it may have been done. */
  | { readonly kind: 'no-answer'; readonly why: string };

export function headerOf(attempt: Attempt, name: string): string | undefined {
  if (attempt.kind !== 'answered') return undefined;
  const value = attempt.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The answer's body as JSON; `undefined` where it is none. */
export function jsonOf(attempt: Attempt): unknown {
  if (attempt.kind !== 'answered') return undefined;
  try {
    return JSON.parse(attempt.body);
  } catch {
    return undefined;
  }
}
