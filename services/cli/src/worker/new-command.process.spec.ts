import { runnableWorker, workerService } from '@dws/application';
import { workerWorld } from '@dws/application/testing';
import { discoverWorkers } from '@dws/host';
import { InProcessSystems, openCompany } from '@dws/sandbox-company';
import { createMemoryEventStore, createMemorySchemaCodec, eventually, MemoryMessageLog } from '@dws/testing';
import { exampleValue } from '@dws/topic-description';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const WORKERS = 'services/customer-experience-workers/src/workers';
const NEW = [
  'worker',
  'new',
  'renewal-reminder',
  '--domain',
  'customer-experience',
  '--signal',
  'renewal.near',
];

let copy: string;

/** A repository that has the packages of this one and nothing else. */
beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'dws-new-worker-'));
  mkdirSync(join(copy, WORKERS), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
  const options = { extends: join(ROOT, 'tsconfig.base.json'), include: ['services'] };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(options));
  expect(await dws([...NEW, '--root', copy])).toMatchObject({ exit: 0 });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', program), args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, said: `${stdout}${stderr}` };
}

it('writes one folder and touches no other', () => {
  expect(readdirSync(join(copy, WORKERS))).toEqual(['renewal-reminder']);
  expect(readdirSync(join(copy, WORKERS, 'renewal-reminder')).toSorted()).toEqual([
    'README.md',
    'context.ts',
    'manifest.ts',
    'plan.spec.ts',
    'plan.ts',
    'tables',
    'tables.ts',
    'worker.ts',
  ]);
});

it('is formatted and type-checks as it is', () => {
  expect(run('prettier', '--config', join(ROOT, '.prettierrc.json'), '--check', 'services')).toMatchObject({
    status: 0,
  });
  expect(run('tsc', '--noEmit', '-p', '.')).toEqual({ status: 0, said: '' });
});

it('has a spec that passes', () => {
  expect(run('vitest', 'run', '--root', copy)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/3 passed/),
  });
});

it('is found by its domain, and a signal comes out as its proposal', async () => {
  const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };
  const [definition] = await discoverWorkers(pathToFileURL(join(copy, WORKERS, '/')), []);
  if (!definition) throw new Error('it was not found');
  const world = await workerWorld({
    store: createMemoryEventStore({ clock }),
    messages: new MemoryMessageLog(clock),
    codec: createMemorySchemaCodec(),
    clock,
    service: 'customer-experience-workers',
    workers: [definition.manifest],
  });
  const reader = new InProcessSystems(openCompany({ seed: 7, clock }), { clock });
  const service = workerService(world.ports, {
    reader,
    workers: [runnableWorker(definition, null as never)],
  });
  await service.start();
  const data = { ...exampleValue('renewal.near'), accountId: 'acc-0001' };
  await world.signal('renewal.near', 'r-1', 'acc-0001', data);
  await eventually('its proposal', 20_000, () => world.proposals.length > 0);
  await service.stop();
  await world.close();
  expect(world.proposals).toMatchObject([
    {
      worker: 'renewal-reminder',
      actionKind: 'task.create',
      subject: 'acc-0001',
      arguments: { title: 'Look at renewal.near of acc-0001', assignee: 'renewal-reminder-team' },
    },
  ]);
});

it.each([
  [['worker', 'new', 'renewal-reminder', '--domain', 'customer-experience'], 2, 'is there already'],
  [['worker', 'new', 'Reminder', '--domain', 'revenue'], 2, 'two words or more'],
  [['worker', 'new', 'a-b', '--domain', 'sales'], 2, 'expected one of revenue'],
  [['worker', 'new', 'a-b', '--domain', 'customer-experience', '--signal', 'x.y'], 2, 'renewal.near'],
  [['worker', 'new', 'a-b', '--domain', 'finance'], 3, 'has no service yet'],
  [['worker', 'new', 'a-b'], 2, '--domain'],
])('refuses %j and says what it expects', async (argv, exit, note) => {
  const answer = await dws([...argv, '--root', copy]);
  expect([answer.exit, answer.note]).toEqual([exit, expect.stringContaining(note)]);
});
