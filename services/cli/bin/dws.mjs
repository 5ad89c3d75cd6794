#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it: finds a Node that runs TypeScript, then hands over to main.ts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const INSTALLED_NODE = fileURLToPath(new URL('../../../.node/node_modules/node/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  // Kept beside the packages: a command starts in two thirds of the time. An older Node has no such function.
  enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
  await import('../src/main.ts');
} else if (existsSync(INSTALLED_NODE)) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(INSTALLED_NODE, args, { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches the child by itself and must not end us before it has drained; a supervisor's
  // SIGTERM reaches us alone.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
} else {
  console.error(
    `dws: expected Node ${OLDEST_NODE} or newer, found ${process.version}; run scripts/setup, which installs one`,
  );
  process.exitCode = 1;
}
