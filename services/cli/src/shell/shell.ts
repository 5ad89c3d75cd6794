import type { Clock } from '@dws/kernel';

/** A line that fills up while long work goes on. */
export interface Progress {
  /** @param of the whole, where it is known better than at the start */
  to(done: number, of?: number): void;
  /** Removes the line. */
  stop(): void;
}

/** Everything of the process that a command may touch, so that a spec can run one without a process. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  readonly cwd: string;
  /** Name of the person at the keyboard, as the operating system knows it. */
  readonly user: string;
  readonly clock: Clock;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
  /** One line to standard output: the answer. */
  out(line: string): void;
  /** One line to standard error: what is going on. */
  note(line: string): void;
  /** On a terminal only: in a file or a pipe it would be noise. */
  progress(title: string, total: number): Progress;
  /** @throws DwsError never; an aborted `stop` ends it early */
  sleep(milliseconds: number): Promise<void>;
}
