import { signalContractOf } from '@dws/contracts';
import { DwsError, isDwsError, type Clock, type Domain } from '@dws/kernel';
import type { IncomingMessage } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';
import type { DeadLetter } from '../consume/dead-letters.ts';
import { HEADERS } from '../publish/headers.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Names } from '../runtime/names.ts';

export interface UnmatchedSignalsOptions {
  readonly domain: Domain;
  /** Every worker of the domain, wherever it runs. */
  readonly workers: readonly Pick<WorkerManifest, 'triggers' | 'feedback'>[];
  readonly names: Names;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Milliseconds between two lines about signals of one type: there may be thousands a second. */
export const TOLD_EVERY_MS = 60_000;

interface Told {
  at: number;
  since: number;
}

/**
 * Looks after the signals of a domain that none of its workers takes up: counts and tells of them, and sets aside
 * what does not belong on the topic at all. One consumer group of the domain asks it, so each is counted once.
 */
export class UnmatchedSignals {
  readonly #options: UnmatchedSignalsOptions;
  readonly #topic: string;
  readonly #matched: ReadonlySet<string>;
  readonly #told = new Map<string, Told>();

  constructor(options: UnmatchedSignalsOptions) {
    this.#options = options;
    this.#topic = options.names.topic('signals', options.domain);
    this.#matched = new Set(
      options.workers.flatMap(({ triggers, feedback = [] }) =>
        [...triggers, ...feedback].map(({ signalType }) => signalType),
      ),
    );
  }

  /** @param passedOver what the group that asks does not want itself; gives what has to be set aside of it */
  look(passedOver: readonly IncomingMessage[]): readonly DeadLetter[] {
    const letters: DeadLetter[] = [];
    for (const message of passedOver) {
      const type = message.headers[HEADERS.type] ?? '';
      if (message.topic !== this.#topic || this.#matched.has(type)) continue;
      const flaw = this.#flawOf(type);
      if (flaw) letters.push({ message, code: flaw.code, reason: flaw.message });
      else this.#count(type, message);
    }
    return letters;
  }

  #flawOf(type: string): DwsError | null {
    try {
      const { domain } = signalContractOf(type);
      if (domain === this.#options.domain) return null;
      return new DwsError('signal-wrong-domain', `${type} belongs to ${domain}, not to ${this.#topic}`);
    } catch (error) {
      if (isDwsError(error)) return error;
      throw error;
    }
  }

  #count(type: string, { topic, partition, offset }: IncomingMessage): void {
    const { metrics, log, clock } = this.#options;
    metrics.count('dws_signals_unmatched_total', { topic, type });
    const now = clock.now();
    const told = this.#told.get(type) ?? { at: -Infinity, since: 0 };
    told.since += 1;
    if (now - told.at >= TOLD_EVERY_MS) {
      const fields = { topic, type, signals: told.since, partition, offset };
      log.warn(fields, 'no worker takes up signals of this type');
      told.at = now;
      told.since = 0;
    }
    this.#told.set(type, told);
  }
}
