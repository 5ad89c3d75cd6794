import { setTimeout as delay } from 'node:timers/promises';
import { accountFor } from './account.ts';
import { endTrouble, untilRest, wholeFlaws } from './calm.ts';
import { History, limitsInForce } from './history.ts';
import { install, keepEvidence, type Installation } from './installation.ts';
import type { FaultRunOptions } from './options.ts';
import { People } from './people.ts';
import { Publisher } from './publisher.ts';
import { reportOf, type FaultReport } from './report.ts';
import { storm } from './storm.ts';

/** Signals before the first fault, so that it meets work in hand. */
const CALM_BEFORE_MS = 3_000;
const LOOK_MS = 5_000;
/** As a shell has it for a program that SIGINT ended. */
const GIVEN_UP = 130;
/** Longest wait for the last signals to be taken. */
const TAKEN_MS = 120_000;
/** Between two control orders, on average. */
const ORDER_SECONDS = 30;

/**
 * One whole run: an installation under load, faults, calm, and the reckoning. Everything is taken down afterwards;
 * the folder stays, and what was on its own disks is copied to it, where there is a flaw.
 */
export async function faultRun(options: FaultRunOptions): Promise<FaultReport> {
  const { tell, folder } = options;
  tell('starting three brokers and every service …');
  const on = await install(options);
  // Disks and networks would outlive this process.
  const giveUp = (): void => void on.stop().finally(() => process.exit(GIVEN_UP));
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  try {
    const report = await runOn(on, options);
    if (report.flaws.length > 0) await keepEvidence(on, folder);
    return report;
  } finally {
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
    await on.stop();
  }
}

async function runOn(on: Installation, options: FaultRunOptions): Promise<FaultReport> {
  const { seed, rate, tell, calmSeconds } = options;
  const history = new History(on, await limitsInForce());
  const publisher = new Publisher(on, on.gateways);
  const people = new People(on.controlPlanes);
  const [publishing, acting] = [new AbortController(), new AbortController()];
  const published = publisher.run(seed, rate, publishing.signal);
  // Told when it is waited for, below.
  published.catch(() => undefined);
  const acts = [people.review(seed, acting.signal), people.order(seed, ORDER_SECONDS, acting.signal)];
  const watched = watch(history, acting.signal, tell);
  await delay(CALM_BEFORE_MS);
  const faults = await storm(on, {
    ...options,
    onFault: ({ number, kind, victim, recoveryMs, flaw }) => {
      tell(
        `${number}/${options.faults} ${kind}: ${victim}, back after ${recoveryMs} ms${flaw ? ` · ${flaw}` : ''}`,
      );
    },
  });
  const calmAt = performance.now();
  tell('calm: everything must come to rest …');
  acting.abort();
  await Promise.all([...acts, watched]);
  const standing = await endTrouble(on, people);
  publishing.abort();
  tell('calm: services take work, orders are resumed; waiting for the rest …');
  const untaken = await Promise.race([
    published.then(() => 0),
    delay(TAKEN_MS).then(() => publisher.waiting),
  ]);
  const unrest = await untilRest(history, calmSeconds * 1_000);
  const calmMs = Math.round(performance.now() - calmAt);
  history.finish();
  const account = await accountFor(on, publisher.acknowledged, history, on.controlPlanes[0] ?? '');
  const unheard = people.decided
    .filter(({ reviewId, verdict, by }) => history.decided.get(reviewId) !== `${verdict} ${by}`)
    .map(({ reviewId, verdict, by }) => `lost: ${by} said ${verdict} on ${reviewId} and was told it holds`);
  const flaws = [
    ...faults.flatMap(({ number, kind, victim, flaw }) =>
      flaw ? [`fault ${number}, ${kind}, ${victim}: ${flaw}`] : [],
    ),
    ...(untaken > 0 ? [`${untaken} signals were never taken`] : []),
    ...standing,
    ...unrest,
    ...account.flaws,
    ...unheard,
    ...history.flaws,
    ...(await wholeFlaws(on)),
  ];
  const acknowledged = publisher.acknowledged.length;
  return reportOf({ options, on, faults, history, people, acknowledged, account, calmMs, flaws });
}

/** Lets the oracle look on, so that what goes wrong is told when it does. */
async function watch(history: History, stopping: AbortSignal, tell: (line: string) => void): Promise<void> {
  let told = 0;
  while (!stopping.aborted) {
    await delay(LOOK_MS, undefined, { signal: stopping }).catch(() => undefined);
    await history.advance();
    for (const flaw of history.flaws.slice(told)) tell(`FLAW ${flaw}`);
    told = history.flaws.length;
  }
}
