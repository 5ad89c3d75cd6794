/** Every wait and every size of the registry's client and codec; `dws doctor` shows them. */
export interface RegistryBounds {
  /** Milliseconds that one request may take. */
  readonly requestMs: number;
  /** Times that a request is sent before the registry counts as not answering. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled for each further one. */
  readonly backoffMs: number;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Milliseconds that `prepare` may hold up a batch, whatever the registry does. */
  readonly prepareMs: number;
  /** Milliseconds that a number which the registry does not know is not asked for again. */
  readonly absentForMs: number;
  /** Milliseconds that a registry which did not answer is not asked again for numbers in messages. */
  readonly unreachableForMs: number;
  /** Numbers remembered as unknown: whoever publishes rubbish must not fill the memory. */
  readonly maxUnknown: number;
  /** Schemas kept, of all numbers; one more is not learned. */
  readonly maxSchemas: number;
  /** Versions of one subject that are looked through for ours, newest first. */
  readonly maxVersions: number;
  /** Milliseconds between attempts to confirm numbers that came from the cache file. */
  readonly confirmMs: number;
}

export const REGISTRY_BOUNDS: RegistryBounds = {
  requestMs: 5_000,
  attempts: 4,
  backoffMs: 100,
  concurrency: 8,
  prepareMs: 8_000,
  absentForMs: 60_000,
  unreachableForMs: 5_000,
  maxUnknown: 1_000,
  maxSchemas: 10_000,
  maxVersions: 100,
  confirmMs: 5_000,
};
