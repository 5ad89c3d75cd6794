import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteEventStore } from './sqlite-event-store.ts';

/** A full disk in megabytes, and as large as it is made when somebody has made room. */
const [SMALL, LARGE] = [8, 64];
const clock = { now: () => Date.UTC(2026, 2, 1) };

/**
 * Appends events of 10 kB until one is refused, and says with what; then, whenever it is told to on standard input, tries
 * the same append again. A process of its own, so that the limit is the operating system's.
 */
const PROGRAM = `
  import { createInterface } from 'node:readline';
  import { SqliteEventStore } from ${JSON.stringify(join(import.meta.dirname, 'sqlite-event-store.ts'))};
  const store = await SqliteEventStore.open({ path: process.argv[2], clock: { now: () => 0 } });
  let revision = -1;
  const attempt = async () => {
    const id = '00000000-0000-4000-8000-' + String(revision + 1).padStart(12, '0');
    const events = [{ id, type: 'planned', data: new Uint8Array(10_000), metadata: new Uint8Array(0) }];
    await store.append([{ stream: 's', expectedRevision: revision, events }]);
    revision += 1;
  };
  const say = (word, error) => console.log(JSON.stringify({ word, revision, code: error?.code, message: error?.message, retriable: error?.retriable }));
  try { for (;;) await attempt(); } catch (error) { say('refused', error); }
  say('readable', null, (await store.read('s')).length);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    try { await attempt(); say('appended'); } catch (error) { say('refused', error); }
  }
  await store.close();
`;

/** Outside the small disk. */
let home: string;
let folder: string;
let isMounted: boolean;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dws-full-'));
  folder = join(home, 'disk');
  mkdirSync(folder);
  isMounted = mounted();
});
afterEach(() => {
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(home, { recursive: true, force: true });
});

/** A small file system of its own, where this user may make one. */
function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL}m`, 'dws-full', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Said {
  readonly word: string;
  readonly revision: number;
  readonly code?: string;
  readonly message?: string;
  readonly retriable?: boolean;
}

it('refuses what does not fit, keeps what stands, and goes on when there is room', async () => {
  const path = join(folder, 'events.db');
  const program = join(home, 'appends.mjs');
  writeFileSync(program, PROGRAM);
  const node = [process.execPath, program, path] as const;
  // Else files may not grow beyond that many blocks of 512 bytes, and the signal that says so is not heard.
  const limited = ['sh', '-c', `trap '' XFSZ; ulimit -f ${SMALL * 2_048}; exec "$@"`, 'sh', ...node] as const;
  const [command = '', ...args] = isMounted ? node : limited;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async (): Promise<Said> => JSON.parse(String((await lines.next()).value)) as Said;

  const refused = await heard();
  expect(refused).toMatchObject({ word: 'refused', retriable: true });
  expect(refused.revision).toBeGreaterThan(50);
  if (isMounted)
    expect(refused).toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('the disk is full, nothing was written'),
    });
  expect(await heard()).toMatchObject({ word: 'readable' });
  child.stdin.write('again\n');
  expect(await heard()).toMatchObject({ word: 'refused', revision: refused.revision });

  let expected = refused.revision + 1;
  if (isMounted) {
    execFileSync('mount', ['-o', `remount,size=${LARGE}m`, folder]);
    child.stdin.write('again\n');
    expect(await heard()).toMatchObject({ word: 'appended', revision: refused.revision + 1 });
    expected += 1;
  }
  child.stdin.end('end\n');
  await once(child, 'exit');

  const store = await SqliteEventStore.open({ path, clock });
  await store.checkWhole();
  const events = await store.read('s');
  expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: expected }, (_, at) => at));
  await store.close();
});
