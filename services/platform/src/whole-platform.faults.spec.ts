import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultRun } from './testing/fault-run/fault-run.ts';

const FAULTS = 15;
const TEST_MS = 600_000;

/** The short form of `scripts/fault-run`, which has the same faults by the hundred (docs/reliability.md). */
it(
  'nothing is lost, done twice or left undone when brokers, services, the store and the systems fail under load',
  { timeout: TEST_MS },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dws-faults-spec-'));
    const said: string[] = [];
    const report = await faultRun({
      seed: 3,
      faults: FAULTS,
      seconds: 30,
      rate: 5,
      client: 'kafkajs',
      calmSeconds: 240,
      replicas: 2,
      folder,
      tell: (line) => said.push(line),
    });
    // Where there is a flaw, the folder with logs and evidence stays.
    expect(report.flaws, said.join('\n')).toEqual([]);
    expect(report.faults).toBe(FAULTS);
    expect(report.signals.acknowledged).toBeGreaterThan(100);
    expect(report.signals.cases + report.signals.noCase + report.signals.deadLetters).toBeGreaterThan(50);
    expect(report.effects).toBeGreaterThan(50);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
);
