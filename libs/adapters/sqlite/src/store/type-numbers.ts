import { DwsError } from '@dws/kernel';
import { MAX_EVENT_TYPES } from './chunk-format.ts';

/** Event types as numbers. The main thread gives them out, since it packs; the thread stores them. */
export class TypeNumbers {
  /** Names by number. */
  readonly names: string[];
  readonly #numbers: Map<string, number>;
  #told: number;

  constructor(names: readonly string[]) {
    this.names = [...names];
    this.#numbers = new Map(names.map((name, number) => [name, number]));
    this.#told = names.length;
  }

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    if (number >= MAX_EVENT_TYPES) {
      throw new DwsError('argument-invalid', `the store holds ${MAX_EVENT_TYPES} event types already`, {
        type: name,
      });
    }
    this.names.push(name);
    this.#numbers.set(name, number);
    return number;
  }

  /** Names that the thread was not told yet, in the order of their numbers. */
  takeNew(): readonly string[] {
    const fresh = this.names.slice(this.#told);
    this.#told = this.names.length;
    return fresh;
  }
}
