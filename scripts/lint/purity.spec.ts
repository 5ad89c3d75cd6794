import { describe, expect, it } from 'vitest';
import { rulesBroken } from './repository-lint.ts';

const KERNEL_FILE = 'libs/kernel/src/ids.ts';
const SPEC_FILE = 'libs/kernel/src/instant.spec.ts';
const PORTS_FILE = 'libs/ports/src/systems.ts';

describe('the kernel may not use', () => {
  it.each([
    ['the time now', 'export const at = Date.now();', 'no-restricted-globals'],
    ['a new Date', 'export const at = new Date(0);', 'no-restricted-globals'],
    ['Date by way of globalThis', 'export const at = globalThis.Date;', 'no-restricted-globals'],
    ['the monotonic clock', 'export const at = performance.now();', 'no-restricted-globals'],
    ['chance', 'export const n = Math.random();', 'no-restricted-properties'],
    ['chance, destructured', 'export const { random } = Math;', 'no-restricted-properties'],
    ['random ids of the platform', 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ['random ids of node:crypto', "export { randomUUID } from 'node:crypto';", 'no-restricted-imports'],
    ['random bytes', "export { randomBytes } from 'node:crypto';", 'no-restricted-imports'],
    ['random ids of uuid', "export { v4 } from 'uuid';", 'no-restricted-imports'],
    ['the process', 'export const { pid } = process;', 'no-restricted-globals'],
    ['a timeout', 'export const later = setTimeout;', 'no-restricted-globals'],
    ['an interval', 'export const often = setInterval;', 'no-restricted-globals'],
    ['the network', 'export const get = fetch;', 'no-restricted-globals'],
    ['the console', "console.log('hello');", 'no-restricted-globals'],
    ['a module loaded at run time', "export const load = () => import('uuid');", 'no-restricted-syntax'],
    ['waiting', 'export const f = async (p: Promise<number>) => await p;', 'no-restricted-syntax'],
  ])('%s', async (_name, text, rule) => {
    expect(await rulesBroken(KERNEL_FILE, text)).toContain(rule);
  });

  it.each([
    'fs',
    'node:fs',
    'node:fs/promises',
    'node:net',
    'node:http',
    'node:https',
    'node:child_process',
    'node:worker_threads',
    'node:timers',
    'node:timers/promises',
    'node:process',
    'node:os',
    'node:dns',
    'node:sqlite',
    'node:perf_hooks',
  ])('the module %s', async (module) => {
    expect(await rulesBroken(KERNEL_FILE, `export * from '${module}';`)).toContain('no-restricted-imports');
  });
});

describe('the kernel may use', () => {
  it.each([
    ['hash functions', "export { createHash, hash } from 'node:crypto';"],
    ['name-based ids', "export { v5 } from 'uuid';"],
    ['arithmetic', 'export const half = (n: number): number => Math.floor(n / 2);'],
  ])('%s', async (_name, text) => {
    expect(await rulesBroken(KERNEL_FILE, text)).toEqual([]);
  });
});

describe('the ban ends where it should', () => {
  it('at specs of the kernel', async () => {
    expect(await rulesBroken(SPEC_FILE, 'export const at = Date.now();')).toEqual([]);
  });

  it('at other layers', async () => {
    expect(await rulesBroken(PORTS_FILE, 'export const at = Date.now();')).toEqual([]);
  });
});
