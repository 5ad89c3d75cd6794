import { setTimeout as delay } from 'node:timers/promises';
import type { SoakPlatform } from './soak-platform.ts';

const TEXTS = [
  'My card has not arrived yet, where is it?',
  'Why was I charged a fee for this transfer?',
  'How do I change my PIN?',
  'This is outrageous, I will take legal action about my blocked card!',
];
const TICK_MS = 20;
const REVIEW_MS = 2_000;
/** Signals posted in one request at most. */
const MOST_AT_ONCE = 100;

/** Publishes tickets at a steady rate, whatever becomes of them, and lets somebody approve what is asked. */
export class SoakLoad {
  readonly #soak: SoakPlatform;
  readonly #begun = new Map<string, number>();
  #latencies: number[] = [];
  sent = 0;
  executed = 0;

  constructor(soak: SoakPlatform) {
    this.#soak = soak;
    soak.onExecuted = (subject) => {
      this.executed += 1;
      const since = this.#begun.get(subject);
      if (since === undefined) return;
      // A case's first action; what a person must approve says nothing of the machine.
      this.#begun.delete(subject);
      this.#latencies.push(performance.now() - since);
    };
  }

  /** Signals of which nothing was executed yet. */
  get waiting(): number {
    return this.#begun.size;
  }

  /** Milliseconds from posting to the first durable outcome, of those that ended since the last call, ascending. */
  takeLatencies(): readonly number[] {
    const taken = this.#latencies.toSorted((a, b) => a - b);
    this.#latencies = [];
    return taken;
  }

  async publish(rate: number, stopping: AbortSignal): Promise<void> {
    const began = performance.now();
    while (!stopping.aborted) {
      const due = Math.floor(((performance.now() - began) / 1_000) * rate) - this.sent;
      const signals = Array.from({ length: Math.min(due, MOST_AT_ONCE) }, () => this.#next());
      // Nobody waits for an answer before the next is sent.
      if (signals.length > 0) void this.#soak.whole.deliver(signals).then((answer) => answer.text());
      await delay(TICK_MS);
    }
  }

  async review(stopping: AbortSignal): Promise<void> {
    const { as } = this.#soak.whole;
    while (!stopping.aborted) {
      await delay(REVIEW_MS);
      const { body } = await as('ada', '/reviews?limit=500');
      for (const { reviewId } of (body['reviews'] ?? []) as { reviewId: string }[]) {
        const packet = await as('ada', `/reviews/${reviewId}`);
        await as('ada', `/reviews/${reviewId}/approve`, { digest: packet.body['digest'] });
      }
    }
  }

  #next(): object {
    const number = this.sent++;
    const ticketId = `soak-${number}`;
    const time = new Date().toISOString();
    this.#begun.set(ticketId, performance.now());
    const text = TEXTS[number % TEXTS.length] ?? '';
    const data = { ticketId, text, channel: 'web', createdAt: time };
    return { specversion: '1.0', id: ticketId, source: 'urn:dws:soak', type: 'ticket.created', time, data };
  }
}
