// usage: node --max-semi-space-size=64 scripts/bench/governed-actions.ts [--log kafka] [--client platformatic] [--systems http] [--rate 200]
//        [--pipeline bare] [--seconds 60] [--warmup 10] [--runs 3] [--prefill 1000000] — JSON on standard output
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { barePipeline } from './governed/bare-pipeline.ts';
import { openWorld } from './governed/bench-world.ts';
import { governedPipeline, type Pipeline } from './governed/governed-pipeline.ts';
import { drive } from './governed/load.ts';
import { readOptions, type BenchOptions } from './governed/options.ts';
import { prefill } from './governed/prefill.ts';
import { median } from './measure.ts';

/** Longest wait for the audit trail to catch up, with what stood before the run and after the last action. */
const AUDIT_PATIENCE_MS = 600_000;

/** Resolves when the trail holds everything. @returns how long that took, in milliseconds */
async function caughtUp(pipeline: Pipeline): Promise<number> {
  const began = performance.now();
  while ((await pipeline.auditLag()) > 0) {
    if (performance.now() - began > AUDIT_PATIENCE_MS) throw new Error('the audit trail does not catch up');
    await delay(20);
  }
  return performance.now() - began;
}

async function run(options: BenchOptions): Promise<Record<string, number>> {
  const world = await openWorld(options);
  await prefill(world, options.prefill);
  const make = options.pipeline === 'bare' ? barePipeline : governedPipeline;
  const pipeline = await make(world, options);
  await pipeline.start();
  // Copying the past is not what an action costs.
  await caughtUp(pipeline);
  const result = await drive(world.surroundings, world.watched, options);
  const auditMs = await caughtUp(pipeline);
  await pipeline.stop();
  const ledger = await world.ledger();
  const { counts } = world.watched;
  const [claims, outcomes] = [counts.get('claimed') ?? 0, counts.get('action-executed') ?? 0];
  // The figure counts only when nothing was lost or doubled anywhere.
  const exact =
    ledger.doubled === 0 &&
    [ledger.rows, claims, outcomes, result.sent].every((count) => count === result.executed);
  if (!exact) throw new Error(`does not count: ${JSON.stringify({ ...result, ledger, claims, outcomes })}`);
  await world.close();
  return {
    actionsPerSecond: result.perSecond,
    p50Ms: result.p50,
    p99Ms: result.p99,
    actions: result.executed,
    auditCaughtUpMs: auditMs,
    cpuMicrosPerAction: result.cpuMicros,
    mainThreadMicrosPerAction: result.mainMicros,
    residentMegabytes: process.memoryUsage.rss() / 1e6,
  };
}

const options = readOptions(process.argv.slice(2));
const runs: Record<string, number>[] = [];
for (let index = 0; index < options.runs; index++) runs.push(await run(options));
const rates = runs.map(({ actionsPerSecond }) => actionsPerSecond ?? 0);
const setting = {
  ...options,
  cores: availableParallelism(),
  load: loadavg()[0],
  node: process.version,
  storeSynchronous: 'FULL',
};
const kafka =
  options.log === 'kafka'
    ? { brokers: 1, acks: 'all', replication: 1, flush: 'page cache, as Kafka does by default' }
    : {};
const spread = { lowest: Math.min(...rates), highest: Math.max(...rates) };
process.stdout.write(
  `${JSON.stringify({ setting: { ...setting, ...kafka }, median: median(runs), spread, runs }, null, 2)}\n`,
);
process.exit(0);
