import { readFileSync } from 'node:fs';
import { commandStep } from './command-step.ts';
import { findingStep } from './finding-step.ts';
import { packageFindings } from './package-findings.ts';
import type { Step } from './step.ts';
import { suiteStep } from './suite-step.ts';
import { SUITES } from './suites.ts';
import { textFindings } from './text-findings.ts';
import { trackedTextFiles } from './tracked-files.ts';
import { workspacePackages } from './workspace-packages.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const generated: readonly Step[] =
  'codegen' in scripts
    ? [
        commandStep(
          'generated',
          'generated code is up to date',
          'npm',
          'run',
          '--silent',
          'codegen',
          '--',
          '--check',
        ),
      ]
    : [];

/** All of `verify`, quickest first. Lint and types are cached by Nx on everything they read. */
export const STEPS: readonly Step[] = [
  findingStep('text', 'length, unfinished work and machine paths, in every text file', async () =>
    Promise.resolve(trackedTextFiles().flatMap(({ path, text }) => textFindings(path, text))),
  ),
  findingStep('boundaries', 'tags and declared dependencies of every package', async () =>
    Promise.resolve(packageFindings(workspacePackages())),
  ),
  commandStep('format', 'Prettier', 'prettier', '--check', '--log-level', 'warn', '.'),
  ...generated,
  commandStep(
    'schemas',
    'schemas are compatible with every frozen version',
    'npm',
    'run',
    '--silent',
    'schemas',
    '--',
    'check',
  ),
  commandStep('types', 'TypeScript, strict', 'nx', 'run', 'dws:types'),
  commandStep('lint', 'ESLint: typed rules, import boundaries, purity', 'nx', 'run', 'dws:lint'),
  ...SUITES.map(suiteStep),
];
