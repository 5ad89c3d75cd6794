import type { Outcome } from './outcome.ts';

export interface Step {
  /** As typed after `scripts/verify`. */
  readonly name: string;
  /** One line for `--help` and for the log. */
  readonly does: string;
  /** Prints what a person needs to repair it; throws only for a bug in the step itself. */
  run(): Promise<Outcome>;
}
