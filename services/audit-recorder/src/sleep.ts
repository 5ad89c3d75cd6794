/** Resolves after so many milliseconds, or at once when `signal` aborts. Injected, so that time can be simulated. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;
