/** Resolves after so many milliseconds, or as soon as `signal` aborts; never rejects. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;
