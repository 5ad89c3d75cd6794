import { DwsError } from '@dws/kernel';
import { MAX_EVENT_TYPES } from './chunk-format.ts';

/**
 * Event types as numbers. The owner's thread gives them out, since it packs; the storage thread stores them. Another
 * client is told of them and gives out none: two would give one number twice.
 */
export class TypeNumbers {
  /** Names by number. */
  readonly names: string[];
  readonly #numbers: Map<string, number>;
  readonly #givesOut: boolean;
  #told: number;

  constructor(names: readonly string[], givesOut: boolean) {
    this.#givesOut = givesOut;
    this.names = [...names];
    this.#numbers = new Map(names.map((name, number) => [name, number]));
    this.#told = names.length;
  }

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (!this.#givesOut) {
      throw new DwsError(
        'argument-invalid',
        `expected an event type that stands in the store, found ${name}: this client copies what others wrote`,
        { type: name },
      );
    }
    const number = this.names.length;
    if (number >= MAX_EVENT_TYPES) {
      throw new DwsError('argument-invalid', `the store holds ${MAX_EVENT_TYPES} event types already`, {
        type: name,
      });
    }
    this.#add(name);
    return number;
  }

  /** Names that follow the ones known, in the order of their numbers, as the thread told them. */
  learn(names: readonly string[]): void {
    for (const name of names) this.#add(name);
    this.#told = this.names.length;
  }

  /** Names that the thread was not told yet, in the order of their numbers. */
  takeNew(): readonly string[] {
    const fresh = this.names.slice(this.#told);
    this.#told = this.names.length;
    return fresh;
  }

  #add(name: string): void {
    this.#numbers.set(name, this.names.push(name) - 1);
  }
}
