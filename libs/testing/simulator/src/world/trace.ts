/** Everything that happened in a run, in order: always as a hash, as lines only where somebody wants to read them. */
export class Trace {
  readonly #lines: string[] | null;
  // Two lanes of FNV-1a: 64 bits together, without a cryptographic hash for every step.
  #a = 0x811c9dc5;
  #b = 0xcbf29ce4;

  constructor(keepLines: boolean) {
    this.#lines = keepLines ? [] : null;
  }

  /** @param at simulated milliseconds since the run began */
  add(at: number, text: string): void {
    this.#mix(at & 0xffff);
    for (let place = 0; place < text.length; place++) this.#mix(text.charCodeAt(place));
    this.#lines?.push(`${(at / 1000).toFixed(3).padStart(11)}  ${text}`);
  }

  get hash(): string {
    return [this.#a, this.#b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  #mix(code: number): void {
    this.#a = Math.imul(this.#a ^ code, 0x01000193);
    this.#b = Math.imul(this.#b ^ (code + 0x9e37), 0x01000193);
  }
}
