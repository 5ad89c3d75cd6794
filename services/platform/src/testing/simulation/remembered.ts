/** Answers kept before the older half of them is let go. */
const GENERATION = 20_000;

/** What was asked lately, bounded: of two generations the older one goes. Nothing asked in one world is lost in it. */
export class Remembered<Answer> {
  #young = new Map<string, Answer>();
  #old = new Map<string, Answer>();

  get(question: string): Answer | undefined {
    return this.#young.get(question) ?? this.#old.get(question);
  }

  set(question: string, answer: Answer): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(question, answer);
  }
}
