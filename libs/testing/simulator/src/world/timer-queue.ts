/** Something that happens at a time, unless it is cancelled before. */
export interface Timer {
  readonly at: number;
  readonly place: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/** Timers by their time, those of one time in the order in which they were set (a binary heap). */
export class TimerQueue {
  readonly #heap: Timer[] = [];
  #places = 0;

  add(at: number, fire: () => void): Timer {
    const timer: Timer = { at, place: this.#places++, fire, cancelled: false };
    this.#heap.push(timer);
    this.#up(this.#heap.length - 1);
    return timer;
  }

  /** The earliest that still stands, left where it is. */
  peek(): Timer | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  take(): Timer | undefined {
    const first = this.peek();
    if (first) this.#removeFirst();
    return first;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down(0);
  }

  #up(from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfEarlier(place, parent)) return;
      place = parent;
    }
  }

  #down(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#earlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(child, place)) return;
      place = child;
    }
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    if (!this.#earlier(child, parent)) return false;
    const [a, b] = [this.#heap[child] as Timer, this.#heap[parent] as Timer];
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }

  #earlier(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one] as Timer, this.#heap[other] as Timer];
    return a.at === b.at ? a.place < b.place : a.at < b.at;
  }
}
