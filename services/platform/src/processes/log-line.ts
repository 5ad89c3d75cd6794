/** One line that a service wrote on standard output. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** pino's numbers, for services that keep them. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** Reads a line of pino's, or null for anything else. */
export function readLogLine(text: string): LogLine | null {
  if (!text.startsWith('{')) return null;
  try {
    const fields = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { level, msg } = fields;
    return {
      level: typeof level === 'number' ? (LEVELS[level] ?? 'info') : typeof level === 'string' ? level : '',
      msg: typeof msg === 'string' ? msg : '',
      fields,
    };
  } catch {
    return null;
  }
}

/** What each service says once it takes work: `runService`, event-store, fastify in the sandbox. */
const READY = /^(ready|serving|Server listening at .*)$/;

export function saysReady({ msg }: LogLine): boolean {
  return READY.test(msg);
}

/** The crash point that a process says it stands at, or null. */
export function crashPointIn({ fields }: LogLine): string | null {
  const { crashPoint } = fields;
  return typeof crashPoint === 'string' ? crashPoint : null;
}

/** A warning or an error in one line for a person, or null for everything else. */
export function warningIn({ level, msg, fields }: LogLine): string | null {
  if (level !== 'warn' && level !== 'error' && level !== 'fatal') return null;
  const { reason, code, err } = fields;
  const detail =
    typeof reason === 'string'
      ? reason
      : typeof err === 'object' && err && 'message' in err
        ? String(err.message)
        : '';
  return [level, typeof code === 'string' ? code : '', msg, detail].filter((part) => part !== '').join(' · ');
}
