import { DwsError } from '@dws/kernel';

/** One `--name` of a command: what it takes, what it is for, and how its text becomes a value. */
export interface Option<T> {
  /** Placeholder of its value; `null` for a flag. */
  readonly takes: string | null;
  readonly does: string;
  /** The value without it, as the help shows it. */
  readonly fallback?: string;
  readonly multiple?: boolean;
  /** @throws DwsError `argument-invalid` */
  read(given: string | readonly string[] | boolean | undefined, name: string): T;
}

export function flag(does: string): Option<boolean> {
  return { takes: null, does, read: (given) => given === true };
}

export function text(takes: string, does: string): Option<string | undefined> {
  return { takes, does, read: textOf };
}

export function textOr(takes: string, does: string, fallback: string): Option<string> {
  return { takes, does, fallback, read: (given) => textOf(given) ?? fallback };
}

export function required(takes: string, does: string): Option<string> {
  return {
    takes,
    does: `${does} (required)`,
    read: (given, name) => textOf(given) ?? invalid(name, takes, 'nothing'),
  };
}

/** May be given several times. */
export function several(takes: string, does: string): Option<readonly string[]> {
  return { takes, does, multiple: true, read: (given) => (Array.isArray(given) ? (given as string[]) : []) };
}

export function oneOf<const T extends string>(choices: readonly T[], does: string, fallback: T): Option<T> {
  const takes = choices.join('|');
  return {
    takes,
    does,
    fallback,
    read: (given, name) => {
      const value = textOf(given) ?? fallback;
      return (
        choices.find((choice) => choice === value) ?? invalid(name, `one of ${choices.join(', ')}`, value)
      );
    },
  };
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export function whole(takes: string, does: string, bounds: Bounds, fallback: number): Option<number> {
  const read = (given: Given, name: string) => wholeOf(given, name, bounds) ?? fallback;
  return { takes, does: `${does}, ${range(bounds)}`, fallback: String(fallback), read };
}

export function wholeOrNone(takes: string, does: string, bounds: Bounds): Option<number | undefined> {
  return { takes, does: `${does}, ${range(bounds)}`, read: (given, name) => wholeOf(given, name, bounds) };
}

/** A share: above 0 and below 1. */
export function share(does: string, fallback: number): Option<number> {
  return {
    takes: 'SHARE',
    does,
    fallback: String(fallback),
    read: (given, name) => {
      const value = textOf(given);
      const number = value === undefined ? fallback : Number(value);
      return number > 0 && number < 1 ? number : invalid(name, 'a number above 0 and below 1', value ?? '');
    },
  };
}

type Given = string | readonly string[] | boolean | undefined;

function textOf(given: Given): string | undefined {
  return typeof given === 'string' ? given : undefined;
}

function wholeOf(given: Given, name: string, bounds: Bounds): number | undefined {
  const value = textOf(given);
  if (value === undefined) return undefined;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= bounds.least && number <= bounds.most) return number;
  return invalid(name, `a whole number, ${range(bounds)}`, value);
}

function range({ least, most }: Bounds): string {
  return `${least} to ${most}`;
}

function invalid(name: string, expected: string, found: string): never {
  throw new DwsError('argument-invalid', `expected ${name} ${expected}, found ${found || 'nothing'}`, {
    argument: name,
  });
}
