/**
 * Measures what auditors wait for: offline verification of a bundle, rebuilding a worker's state from its trail, search over
 * many events. Prints JSON: medians of several runs, with spread.
 *
 *     node scripts/bench/audit.ts [--part verify|replay|search] [--events 200000] [--runs 5]
 */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Names } from '@dws/application';
import { parseQuery, replayWorker } from '@dws/audit-trail';
import { TrailSearch } from '@dws/control-plane';
import { SAMPLE_WORKER } from './audit/sample-trail.ts';
import { storedTrail } from './audit/stored-trail.ts';
import { verifyRates } from './audit/verify.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'verify' },
    events: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '5' },
  },
});
const EVENTS = Number(values.events);
const RUNS = Number(values.runs);
const names = new Names();

const QUERIES = [
  'worker:churn-signal type:review-decided by:erin amount>1000 "usage"',
  '"zebra stripes"',
  'type:closed',
  'account:A-77 type:planned',
  'amount>19990 renewal',
  'from:2026-01-02 to:2026-01-03 type:planned renewal',
  'type:review-decided type:closed',
  'nothing-of-the-kind',
];

const PARTS: Record<string, () => Promise<object>> = { verify, replay, search };
const measure = PARTS[values.part];
if (!measure) throw new Error(`expected --part ${Object.keys(PARTS).join(', ')}, found ${values.part}`);
const setting = {
  part: values.part,
  events: EVENTS,
  runs: RUNS,
  cores: availableParallelism(),
  load: loadavg()[0],
  node: process.version,
};
process.stdout.write(`${JSON.stringify({ setting, ...(await measure()) }, null, 2)}\n`);
process.exit(0);

async function verify(): Promise<object> {
  const { rates, megabytes } = await verifyRates(EVENTS, RUNS);
  return { megabytes, 'verified events/s': spreadOf(rates) };
}

async function replay(): Promise<object> {
  const trail = await storedTrail(EVENTS);
  const rates: number[] = [];
  for (let run = -1; run < RUNS; run += 1) {
    const begun = performance.now();
    const state = await replayWorker({ store: trail.store, names }, SAMPLE_WORKER, null);
    if (state.events !== EVENTS) throw new Error('expected every event to be folded');
    if (run >= 0) rates.push(EVENTS / ((performance.now() - begun) / 1_000));
  }
  await trail.close();
  return { 'folded events/s, from the file': spreadOf(rates) };
}

async function search(): Promise<object> {
  const trail = await storedTrail(EVENTS);
  const search = new TrailSearch({
    store: trail.store,
    names,
    log: { warn: console.error } as never,
    sleep: (wait, signal) => delay(wait, undefined, { signal }).catch(() => undefined),
    path: join(trail.folder, 'search.db'),
    bounds: { freshenMs: 3_600_000 },
  });
  const begun = performance.now();
  await search.find([], { limit: 1 });
  const indexed = EVENTS / ((performance.now() - begun) / 1_000);
  const queries: Record<string, object> = {};
  for (const query of QUERIES) {
    const milliseconds: number[] = [];
    let found = 0;
    for (let run = -1; run < RUNS; run += 1) {
      const asked = performance.now();
      found = (await search.find(parseQuery(query), { limit: 50 })).entries.length;
      if (run >= 0) milliseconds.push(performance.now() - asked);
    }
    queries[query] = { found, milliseconds: spreadOf(milliseconds, 1) };
  }
  await search.stop();
  await trail.close();
  return { 'indexed events/s': Math.round(indexed), queries };
}

function spreadOf(figures: readonly number[], digits = 0): object {
  const sorted = figures.toSorted((a, b) => a - b).map((figure) => Number(figure.toFixed(digits)));
  return { median: sorted[sorted.length >> 1], lowest: sorted[0], highest: sorted.at(-1) };
}
