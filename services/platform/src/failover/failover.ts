import { Names } from '@dws/application';
import { createEventStoreDb } from '@dws/eventstoredb';
import { createFileSealStore } from '@dws/files';
import { caseIdOfStream, outcomesIn } from './outcomes.ts';
import type { EventStore } from '@dws/ports';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Processes } from '../processes/start-processes.ts';
import { flawsOf } from '../testing/check-whole.ts';
import { CompanyClient } from '../testing/company-client.ts';
import { Load } from './load.ts';

export interface FailoverOptions {
  readonly processes: Processes;
  readonly data: string;
  readonly keys: string;
  readonly environment: string;
  readonly name: string;
  /** Signals a second, and for how long. */
  readonly rate: number;
  readonly seconds: number;
  /** What is done to the processes once a third of the load has come. */
  readonly disturb: () => Promise<void>;
  /** Longest time after the load until everything has its outcome, in milliseconds. */
  readonly settleMs: number;
}

export interface FailoverResult {
  readonly signals: number;
  readonly outcomes: number;
  /** Cases that have no outcome. */
  readonly lost: readonly string[];
  /** What was done twice, and every other broken promise, in words. */
  readonly doubled: readonly string[];
  /** Longest time without an outcome while signals came, in milliseconds. */
  readonly longestGapMs: number;
}

const LOOK_MS = 500;

/** Signals at a steady rate, a disturbance in the middle, and what came of it: read from the store and the business system. */
export async function failover(options: FailoverOptions): Promise<FailoverResult> {
  const { processes, rate, seconds, name, disturb, settleMs } = options;
  const load = new Load({ gatewayUrl: processes.gatewayUrl, rate, seconds, name });
  const store = createEventStoreDb({
    connectionString: processes.eventStoreUrl,
    clock: { now: () => Date.now() },
  });
  try {
    const from = Date.now();
    const running = load.run();
    await delay((seconds * 1_000) / 3);
    await Promise.all([disturb(), running]);
    const until = Date.now();
    const wanted = new Set(load.sent.flatMap(({ caseIds }) => caseIds));
    const outcomes = await settled(store, options, wanted, settleMs);
    const ended = new Set(outcomes.map(({ stream }) => caseIdOfStream(stream)));
    const times = outcomes.map(({ createdAt }) => createdAt).filter((at) => at <= until);
    return {
      signals: wanted.size,
      outcomes: ended.size,
      lost: [...wanted].filter((id) => !ended.has(id)),
      doubled: await whole(store, options),
      longestGapMs: longestGap([from, ...times.toSorted((a, b) => a - b), until]),
    };
  } finally {
    await store.close();
  }
}

/** Outcomes of the wanted cases, once all of them have one or the time is over. */
async function settled(
  store: EventStore,
  { environment }: FailoverOptions,
  wanted: ReadonlySet<string>,
  withinMs: number,
) {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const outcomes = await outcomesIn(store, new Names(environment), wanted);
    const ended = new Set(outcomes.map(({ stream }) => caseIdOfStream(stream)));
    if (ended.size === wanted.size || performance.now() > deadline) return outcomes;
    await delay(LOOK_MS);
  }
}

/** Once the audit trails have caught up, or the time is over. */
async function whole(
  store: EventStore,
  { processes, data, keys, environment, settleMs }: FailoverOptions,
): Promise<readonly string[]> {
  const publicKey = readFileSync(join(keys, 'seal.pem.pub'), 'utf8');
  const company = new CompanyClient(processes);
  const deadline = performance.now() + settleMs;
  for (;;) {
    const flaws = await flawsOf({
      store,
      names: new Names(environment),
      seals: createFileSealStore(join(data, 'seals')),
      keys: new Map([['seal', publicKey]]),
      ledger: await company.ledger(),
    });
    if (flaws.length === 0 || performance.now() > deadline) return flaws;
    await delay(LOOK_MS);
  }
}

function longestGap(times: readonly number[]): number {
  return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)));
}
