/**
 * Answers by their question, at most about `2 × limit` of them: when the young half is full it becomes the old
 * half and the old one is forgotten. No bookkeeping on a hit, unlike least-recently-used.
 */
export class Memo<Answer> {
  readonly #limit: number;
  #young = new Map<string, Answer>();
  #old = new Map<string, Answer>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Answer | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, answer: Answer): void {
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, answer);
  }
}
