import type { GroupAdmin, GroupState } from '@dws/ports';
import { MemoryMessageLog } from '@dws/testing';
import { beforeEach, expect, it } from 'vitest';
import { run } from '../shell/run.ts';
import { fakeHttp } from '../testing/fake-http.ts';
import { fakeShell } from '../testing/fake-shell.ts';
import { groupsCommand } from './groups-command.ts';
import { groupsResetCommand } from './reset-command.ts';

const TOPIC = 'signals.revenue.v1';
const GROUP = 'revenue-execution';
const record = (key: string) => ({ topic: TOPIC, key, headers: {}, value: new Uint8Array(1) });

let log: MemoryMessageLog;
let state: GroupState;
let set: unknown[];
const open = () => Object.assign(log, { close: () => Promise.resolve() });
const openGroups = (): GroupAdmin => ({
  describe: () => Promise.resolve([state]),
  offsetsAt: (_topic, moment) =>
    Promise.resolve([
      { partition: 0, offset: moment === 'earliest' ? '0' : moment === 'latest' ? '5' : '2' },
    ]),
  setOffsets: (...move) => Promise.resolve(void set.push(move)),
  close: () => Promise.resolve(),
});

/** Five records an hour and a half before now, of which the group has finished two. */
beforeEach(async () => {
  log = new MemoryMessageLog({ now: () => Date.UTC(2026, 2, 1) - 5_400_000 });
  set = [];
  const member = { member: 'm-1', client: 'revenue-workers-2', host: '10.0.0.7' };
  state = {
    group: GROUP,
    state: 'stable',
    members: [{ ...member, partitions: [{ topic: TOPIC, partition: 0 }] }],
  };
  await log.admin.create([{ name: TOPIC, partitions: 1, replicationFactor: 1, config: {} }]);
  await log.publish([record('a'), record('b')]);
  const consumer = log.consume({
    group: GROUP,
    topics: [TOPIC],
    maxBatch: 9,
    concurrency: 1,
    onBatch: async () => undefined,
  });
  await consumer.ready;
  while ((await log.admin.lag([GROUP]))[0]?.committed !== '2')
    await new Promise((done) => setTimeout(done, 5));
  await consumer.stop();
  await log.publish([record('c'), record('d'), record('e')]);
});

async function dws(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const shell = fakeShell({ KAFKA_BROKERS: 'a:1', DWS_URL: 'http://127.0.0.1:1', ...env });
  const commands = [groupsCommand(open, openGroups), groupsResetCommand(open, openGroups)];
  const exit = await run(commands, argv, shell);
  return { exit, ...shell.said };
}

it('tells lag, rate, age of the oldest, member and who paused it', async () => {
  const http = await fakeHttp(() => ({
    body: {
      workers: [
        {
          worker: GROUP,
          domain: 'revenue',
          version: '1',
          stage: 'assistive',
          status: 'active',
          pausedBy: { order: 'o-1', person: 'olga' },
          cases: {},
        },
      ],
    },
  }));
  const { exit, out } = await dws(['groups', GROUP, '--json'], { DWS_URL: http.url });
  await http.close();
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toEqual({
    at: '2026-03-01T00:00:01.000Z',
    positions: [
      {
        group: GROUP,
        state: 'stable',
        topic: TOPIC,
        partition: 0,
        committed: '2',
        end: '5',
        lag: 3,
        finishedPerSecond: 0,
        comingPerSecond: 0,
        oldestSeconds: 5_401,
        member: { client: 'revenue-workers-2', host: '10.0.0.7' },
        pausedBy: { order: 'o-1', person: 'olga' },
      },
    ],
  });
});

it('says what it does not know when the control plane does not answer', async () => {
  const { exit, out, note } = await dws(['groups', '--sample', '0']);
  expect(exit).toBe(0);
  expect(out).toMatch(/revenue-execution +signals.revenue.v1 +3 +\? +\? +90 min +revenue-workers-2 +\?/);
  expect(note).toContain('who paused what is not known');
});

it('refuses a group that nobody runs', async () => {
  const { exit, note } = await dws(['groups', 'revenue']);
  expect([exit, note]).toEqual([2, expect.stringContaining('found "revenue"')]);
});

it.each([
  ['earliest', '0', '2 again'],
  ['latest', '5', '3 skipped'],
  ['2026-03-01T00:00:00Z', '2', 'as it is'],
])('would go on at %s without doing it', async (to, offset, difference) => {
  const { exit, out } = await dws(['groups', 'reset', GROUP, '--to', to]);
  expect(exit).toBe(0);
  expect(out).toContain(difference);
  expect(out).toContain('1 would be set');
  expect(set).toEqual([]);
  await dws(['groups', 'reset', GROUP, '--to', to, '--execute']);
  expect(set).toEqual([[GROUP, TOPIC, [{ partition: 0, offset }]]]);
});

it('takes an offset of one partition', async () => {
  const place = ['--topic', TOPIC, '--partition', '0'];
  expect((await dws(['groups', 'reset', GROUP, '--to', '4', ...place, '--execute'])).exit).toBe(0);
  expect(set).toEqual([[GROUP, TOPIC, [{ partition: 0, offset: '4' }]]]);
  const beyond = await dws(['groups', 'reset', GROUP, '--to', '6', ...place, '--execute']);
  expect([beyond.exit, beyond.note]).toEqual([2, expect.stringContaining('an offset from 0 to 5')]);
});

it.each([
  [['--to', '4'], 'expected --topic and --partition'],
  [['--to', 'yesterday'], 'expected --to earliest, latest'],
  [[], 'expected --to WHERE'],
])('refuses %j', async (argv, message) => {
  const { exit, note } = await dws(['groups', 'reset', GROUP, ...argv]);
  expect([exit, note]).toEqual([2, expect.stringContaining(message)]);
});
