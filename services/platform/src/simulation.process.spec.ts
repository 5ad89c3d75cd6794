import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Hunted } from './testing/simulation/hunt.ts';
import type { Tally } from './testing/simulation/tally.ts';

/** The short form; no further seed is begun after so many seconds. */
const SEEDS = 100;
const SECONDS = 60;
const PATIENCE_MS = 240_000;
/** One of each kind: transport, plan, limits, control, hand-over, audit. All are found within a few seeds. */
const SAMPLE = [
  'acknowledge before append',
  'plan again on redelivery',
  'limits are never reached',
  'kill is read once at the start',
  'a hand-over is raised with every try',
  'the chain skips an event',
];

interface Output {
  readonly report: ReturnType<Tally['report']>;
  readonly failed: { readonly replay: string } | null;
}

const script = fileURLToPath(new URL('../../../scripts/simulate.ts', import.meta.url));

/** What the command writes, whatever its exit code: a failed invariant is for the assertions to show. */
async function run(args: readonly string[]): Promise<unknown> {
  const options = { maxBuffer: 64 * 1_024 * 1_024 };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], options).catch(
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as unknown;
}

describe('the whole platform on simulated ports', () => {
  it(
    'holds every invariant whatever goes wrong, finishes in the calm after it, and one seed is one history',
    { timeout: PATIENCE_MS },
    async () => {
      const args = [
        '--from',
        '100',
        '--seeds',
        String(SEEDS),
        '--seconds',
        String(SECONDS),
        '--twice',
        '--json',
      ];
      const { report, failed } = (await run(args)) as Output;
      expect(failed).toBeNull();
      expect(report.seeds).toBeGreaterThanOrEqual(10);
      expect(report.portCallsPerSeed.fewest).toBeGreaterThanOrEqual(200);
      expect(report.faultsPerSeed.fewest).toBeGreaterThanOrEqual(3);
    },
  );

  it('finds planted bugs', { timeout: PATIENCE_MS }, async () => {
    const args = ['--bugs', SAMPLE.join(','), '--hunts', '1', '--most', '150'];
    const hunted = (await run(args)) as readonly Hunted[];
    expect(hunted.filter(({ found }) => !found).map(({ bug }) => bug)).toEqual([]);
    expect(hunted).toHaveLength(SAMPLE.length);
  });
});
