import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Makes the running Node say that it is an old one. */
const PRETEND_NODE_20 =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.0.0"}});Object.defineProperty(process,"version",{value:"v20.0.0"})';

let clone: string;
let shim: string;

function place(path: string, content: string): void {
  const file = join(clone, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
}

const installNode = (script: string): void =>
  place('.node/node_modules/node/bin/node', `#!/bin/sh\n${script}\n`);

function runOnNode20(...args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', PRETEND_NODE_20, shim, ...args], { encoding: 'utf8' });
}

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'dws-shim-'));
  shim = join(clone, 'services/cli/bin/dws.mjs');
  mkdirSync(dirname(shim), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'dws.mjs'), shim);
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

describe('dws on an old Node', () => {
  it('says how to get a new one', () => {
    const { status, stderr } = runOnNode20('doctor');
    expect(status).toBe(1);
    expect(stderr).toContain('expected Node 24 or newer, found v20.0.0; run scripts/setup');
  });

  it('hands arguments and exit code through the one that setup installed', () => {
    installNode('shift; echo "got $*"; exit 7');
    const { status, stdout } = runOnNode20('case', 'show');
    expect(stdout).toBe('got case show\n');
    expect(status).toBe(7);
  });

  it('passes SIGTERM on and waits for the end', async () => {
    installNode('trap "echo drained; exit 0" TERM; echo started; while :; do sleep 0.05; done');
    const child = spawn(process.execPath, ['--import', PRETEND_NODE_20, shim], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed === 'started\n') child.kill('SIGTERM');
    });
    const [code] = (await once(child, 'close')) as [number];
    expect(printed).toBe('started\ndrained\n');
    expect(code).toBe(0);
  });
});

it('runs main.ts itself on a new Node', () => {
  place('services/cli/src/main.ts', "const word: string = 'typed'; console.log(word, process.argv[2]);");
  place('services/cli/package.json', '{ "type": "module" }');
  const { status, stdout } = spawnSync(process.execPath, [shim, 'doctor'], { encoding: 'utf8' });
  expect(stdout).toBe('typed doctor\n');
  expect(status).toBe(0);
});
