import { AVRO, HEADERS, JSON_CLOUD_EVENT } from '@dws/application';
import { randomOf } from '@dws/simulator';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './ask.ts';
import type { Installation } from './installation.ts';
import { nextSignal, SOURCE, type Signal } from './traffic.ts';

const PAUSE_MS = 200;
/** Signals that are not taken yet: beyond this the publisher waits, as one with a bounded outbox does. */
const MOST_WAITING = 200;
/** How many of the latest may be told again. */
const REMEMBERED = 500;

/** Publishes signals at a steady rate, each again until it is acknowledged, as a publisher must. */
export class Publisher {
  readonly #on: Installation;
  readonly #gateways: readonly string[];
  readonly #waiting = new Set<Promise<void>>();
  readonly #told: Signal[] = [];
  #turn = 0;
  /** Everything that was acknowledged. */
  readonly acknowledged: Signal[] = [];

  constructor(on: Installation, gateways: readonly string[]) {
    this.#on = on;
    this.#gateways = gateways;
  }

  /** Begins signals until told to stop; then resolves when all of them are acknowledged. */
  async run(seed: number, rate: number, stopping: AbortSignal): Promise<void> {
    const random = randomOf(seed, 'traffic');
    const over = (): boolean => stopping.aborted;
    for (let number = 1; !over(); number += 1) {
      const signal = nextSignal(number, random, this.#told.slice(-REMEMBERED));
      const told = this.#publish(signal).then(() => {
        this.acknowledged.push(signal);
        if (signal.by === 'http' && signal.expected.what === 'cases') this.#told.push(signal);
        this.#waiting.delete(told);
      });
      this.#waiting.add(told);
      await delay(1_000 / rate);
      while (this.#waiting.size >= MOST_WAITING && !over()) await delay(PAUSE_MS);
    }
    await Promise.all(this.#waiting);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async #publish(signal: Signal): Promise<void> {
    while (!(await this.#isTaken(signal))) await delay(PAUSE_MS);
  }

  async #isTaken(signal: Signal): Promise<boolean> {
    if (signal.by === 'http') return this.#post(signal);
    const { log, names } = this.#on;
    const { id, type, domain, subject } = signal;
    const record = signal.by === 'record';
    try {
      await log.publish([
        {
          topic: names.topic(record ? 'signals' : 'inbound', domain),
          key: subject,
          headers: record
            ? {
                ...{ [HEADERS.specversion]: '1.0', [HEADERS.id]: id, [HEADERS.source]: SOURCE },
                ...{ [HEADERS.type]: type, [HEADERS.time]: new Date().toISOString() },
                ...{ [HEADERS.subject]: subject, [HEADERS.contentType]: AVRO },
              }
            : { [HEADERS.contentType]: JSON_CLOUD_EVENT },
          value: Buffer.from(record ? 'no avro at all' : JSON.stringify(eventOf(signal))),
        },
      ]);
      return true;
    } catch {
      return false;
    }
  }

  async #post(signal: Signal): Promise<boolean> {
    // Another replica each time, as a balancer would.
    this.#turn += 1;
    const gateway = this.#gateways[this.#turn % this.#gateways.length] ?? '';
    const type = 'application/cloudevents+json';
    const answer = await ask(`${gateway}/v1/events`, { method: 'POST', type, body: eventOf(signal) });
    if (answer && answer.status >= 400 && answer.status < 500)
      throw new Error(`the gateway refused ${signal.id}: ${JSON.stringify(answer.body)}`);
    return answer?.status === 202;
  }
}

function eventOf({ id, type, data }: Signal): object {
  return { specversion: '1.0', id, source: SOURCE, type, time: new Date().toISOString(), data };
}
