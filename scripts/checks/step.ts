import type { Outcome } from './outcome.ts';

export interface Step {
  /** As typed after `scripts/verify`. */
  readonly name: string;
  /** One line for `--help` and for the log. */
  readonly does: string;
  /**
   * Steps of other lanes may run beside it, those of its own lane before and after it. A step without one has the
   * machine to itself.
   */
  readonly lane?: string;
  /** Prints what a person needs to repair it; throws only for a bug in the step itself. */
  run(): Promise<Outcome>;
}
