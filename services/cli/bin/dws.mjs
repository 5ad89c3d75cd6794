#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it: finds a Node that runs TypeScript, then hands over to main.ts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await import('../src/main.ts');
} else {
  const installed = fileURLToPath(new URL('../../../.node/node_modules/node/bin/node', import.meta.url));
  if (!existsSync(installed)) {
    console.error(
      `dws: expected Node ${OLDEST_NODE} or newer, found ${process.version}; run scripts/setup, which installs one`,
    );
    process.exit(1);
  }
  // A terminal's Ctrl-C reaches parent and child alike: the child drains and ends, and only then may we.
  const wait = () => undefined;
  process.on('SIGINT', wait);
  process.on('SIGTERM', wait);
  const { status, signal, error } = spawnSync(
    installed,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  if (error) throw error;
  process.exit(status ?? 128 + (signal ? constants.signals[signal] : 0));
}
