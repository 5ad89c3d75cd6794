/** Exit codes of `dws`, the same for every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  /** As typed, for example `signal publish`. */
  readonly name: string;
  /** One line for the usage page. */
  readonly does: string;
  /** @param args what follows the name */
  run(args: readonly string[]): Promise<ExitCode>;
}
