import type { ExitCode } from './exit.ts';
import type { Operand } from './operand.ts';
import type { Option } from './option.ts';
import type { Shell } from './shell.ts';

/** What a command found or did. `--json` prints `data`, otherwise `text` is printed: no command prints by itself. */
export interface Answer {
  readonly data: unknown;
  readonly text: string;
  /** Default: 0. */
  readonly exit?: ExitCode;
  /** What to do next, on standard error. */
  readonly next?: string;
}

/** Answers that come one after the other, until Ctrl-C or the end. */
export interface Following {
  readonly follow: AsyncIterable<Answer>;
}

/** One command of `dws`, its arguments' types put aside. */
export interface Command {
  /** As typed, for example `signal publish`. */
  readonly name: string;
  /** One line for the usage page. */
  readonly does: string;
  /** More for its own page: what it needs, what it guarantees. */
  readonly details?: string;
  readonly operands: Readonly<Record<string, Operand<unknown>>>;
  readonly options: Readonly<Record<string, Option<unknown>>>;
  /** What follows the name in an example that works. */
  readonly example: string;
  run(args: Readonly<Record<string, unknown>>, shell: Shell): Promise<Answer | Following>;
}

type Values<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends Option<infer T> | Operand<infer T> ? T : never;
};

export interface CommandSpec<Operands, Options> extends Omit<Command, 'operands' | 'options' | 'run'> {
  readonly operands: Operands;
  readonly options: Options;
  run(args: Values<Operands> & Values<Options>, shell: Shell): Promise<Answer | Following>;
}

/** A command whose `run` sees its operands and options by name, with the types their table gives them. */
export function command<const Operands extends Command['operands'], const Options extends Command['options']>(
  spec: CommandSpec<Operands, Options>,
): Command {
  return { ...spec, run: (args, shell) => spec.run(args as Values<Operands> & Values<Options>, shell) };
}
