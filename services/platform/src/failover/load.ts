import { setTimeout as delay } from 'node:timers/promises';
import { ticket, type CrashSignal } from '../testing/crash-signals.ts';

export interface LoadOptions {
  readonly gatewayUrl: string;
  /** Signals a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Stands in the signals' ids, so that no two loads are one. */
  readonly name: string;
}

/** Pause between two batches, in milliseconds. */
const EVERY_MS = 200;
const ANSWER_MS = 10_000;

/** Tickets that arrive at a steady rate, whatever becomes of them. */
export class Load {
  readonly sent: CrashSignal[] = [];
  readonly #options: LoadOptions;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Resolves when all are accepted. */
  async run(): Promise<void> {
    const { rate, seconds, name } = this.#options;
    const began = performance.now();
    const total = Math.ceil(rate * seconds);
    while (this.sent.length < total) {
      const due = Math.min(total, Math.ceil(((performance.now() - began) / 1_000) * rate));
      const batch = Array.from({ length: due - this.sent.length }, (_, index) =>
        ticket(`${name}-${this.sent.length + index}`),
      );
      if (batch.length > 0) await this.#deliver(batch);
      this.sent.push(...batch);
      await delay(EVERY_MS);
    }
  }

  /** Until it is acknowledged, as a publisher must; the same signals twice are the same cases. */
  async #deliver(batch: readonly CrashSignal[]): Promise<void> {
    const body = JSON.stringify(batch.map(({ event }) => event));
    for (;;) {
      const answer = await fetch(`${this.#options.gatewayUrl}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch(() => null);
      if (answer?.status === 202) return;
      await delay(EVERY_MS);
    }
  }
}
