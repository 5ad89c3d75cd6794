import { DwsError } from '@dws/kernel';

/** A word after the command's name that is no option: `ID`, `FILE`. Taken in the order they are declared in. */
export interface Operand<T> {
  readonly shown: string;
  readonly does: string;
  /** @param words what is left; what it takes, it removes. @throws DwsError `argument-invalid` */
  take(words: string[]): T;
}

export function one(name: string, does: string): Operand<string> {
  return {
    shown: name,
    does,
    take: (words) => {
      const word = words.shift();
      if (word !== undefined) return word;
      throw new DwsError('argument-invalid', `expected ${name}: ${does}`, { argument: name });
    },
  };
}

export function maybe(name: string, does: string): Operand<string | undefined> {
  return { shown: `[${name}]`, does, take: (words) => words.shift() };
}

export function many(name: string, does: string): Operand<readonly string[]> {
  return { shown: `[${name}…]`, does, take: (words) => words.splice(0) };
}
