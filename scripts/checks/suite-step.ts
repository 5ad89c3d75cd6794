import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './outcome.ts';
import { runCommand } from './run-command.ts';
import type { Step } from './step.ts';
import type { Suite } from './suites.ts';
import { outcomeOfVitest, type VitestReport } from './vitest-report.ts';

/** Runs one Vitest project and counts its tests. A project that has no files yet counts nothing. */
export function suiteStep(suite: Suite): Step {
  return {
    name: suite.name,
    does: suite.does,
    ...(suite.lane ? { lane: suite.lane } : {}),
    run: async () => {
      const why = await suite.lacks();
      return why === null
        ? runVitest(suite.name)
        : { passed: 0, failed: 0, notRun: [{ suite: suite.name, why }] };
    },
  };
}

async function runVitest(project: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'dws-report-'));
  const file = join(folder, 'report.json');
  const args = ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json'];
  try {
    const { exitCode } = await runCommand('vitest', [...args, `--outputFile.json=${file}`], {
      prefix: project,
    });
    return outcomeOfVitest(project, readReport(file, exitCode), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Vitest writes no report when its own configuration is broken; its exit code then says so. */
function readReport(file: string, exitCode: number | null): VitestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch (error) {
    if (exitCode === 0) throw error;
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };
  }
}
