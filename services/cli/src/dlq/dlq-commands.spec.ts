import { MemoryMessageLog } from '@dws/testing';
import { beforeEach, expect, it } from 'vitest';
import { run } from '../shell/run.ts';
import { fakeShell } from '../testing/fake-shell.ts';
import { deadLetterCommands } from './dlq-commands.ts';

const SOURCE = 'signals.revenue.v1';
const DLQ = 'signals.revenue.v1.revenue-execution.dlq';
const bytes = Uint8Array.from([0, 0xff, 1]);
const own = { ce_id: 'S-1', ce_type: 'opportunity.stalled' };
const set = (code: string, offset: string) => ({
  ...own,
  dws_dlq_topic: SOURCE,
  dws_dlq_partition: '0',
  dws_dlq_offset: offset,
  dws_dlq_group: 'revenue-execution',
  dws_dlq_code: code,
  dws_dlq_reason: 'the bytes end early',
});

let log: MemoryMessageLog;
beforeEach(async () => {
  log = new MemoryMessageLog({ now: () => Date.UTC(2026, 2, 1) });
  const spec = { partitions: 1, replicationFactor: 1, config: {} };
  await log.admin.create([SOURCE, DLQ, `staging.${DLQ}`].map((name) => ({ name, ...spec })));
  await log.publish([
    { topic: DLQ, key: 'OPP-1', headers: set('payload-malformed', '7'), value: bytes },
    { topic: DLQ, key: 'OPP-2', headers: set('plan-failed', '9'), value: new TextEncoder().encode('{}') },
  ]);
});

async function dlq(...argv: string[]) {
  const shell = fakeShell({ KAFKA_BROKERS: 'a:1' });
  const open = () => Object.assign(log, { close: () => Promise.resolve() });
  const exit = await run(deadLetterCommands(open), ['dlq', ...argv], shell);
  return { exit, ...shell.said };
}

it('lists what was set aside, where it came from and why', async () => {
  const { exit, out } = await dlq('list', '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    letters: [
      {
        place: `${DLQ}/0/0`,
        setAsideAt: '2026-03-01T00:00:00.000Z',
        origin: `${SOURCE}/0/7`,
        group: 'revenue-execution',
        code: 'payload-malformed',
        reason: 'the bytes end early',
        type: 'opportunity.stalled',
        key: 'OPP-1',
        bytes: 3,
      },
      { place: `${DLQ}/0/1`, code: 'plan-failed' },
    ],
  });
});

it.each([
  [['--code', 'plan-failed'], 1],
  [['--topic', SOURCE], 2],
  [['--topic', DLQ, '--limit', '1'], 1],
  [['--env', 'staging'], 0],
])('chooses by %j', async (argv, count) => {
  const { out } = await dlq('list', '--json', ...argv);
  expect((JSON.parse(out) as { letters: unknown[] }).letters).toHaveLength(count);
});

it('shows one with its own headers and its bytes', async () => {
  const { out } = await dlq('show', `${DLQ}/0/0`, '--json');
  expect(JSON.parse(out)).toMatchObject({ headers: own, encoding: 'base64', value: 'AP8B' });
  expect((await dlq('show', `${DLQ}/0/1`)).out).toContain('value (utf8)\n{}');
});

it('sends one to its topic again with the same key, headers and bytes', async () => {
  expect((await dlq('replay', `${DLQ}/0/0`)).exit).toBe(0);
  const [sent, ...more] = await log.peek(SOURCE, 0, '0', 10);
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ key: 'OPP-1', headers: own, value: bytes });
});

it('sends what --code chooses, and only says so with --dry-run', async () => {
  const tried = await dlq('replay', '--code', 'plan-failed', '--dry-run');
  expect(tried.out).toContain('1 would be sent');
  expect(await log.peek(SOURCE, 0, '0', 10)).toEqual([]);
  await dlq('replay', '--code', 'plan-failed');
  expect((await log.peek(SOURCE, 0, '0', 10)).map(({ key }) => key)).toEqual(['OPP-2']);
});

it.each([
  [['replay'], 2, 'expected places of messages, --topic or --code'],
  [['show', 'nonsense'], 2, 'TOPIC:PARTITION:OFFSET'],
  [['show', `${DLQ}/0/5`], 3, 'found none'],
  [['list', '--topic', 'signals.moon.v1'], 3, 'a dead-letter topic of signals.moon.v1'],
])('refuses %j', async (argv, code, message) => {
  const { exit, note } = await dlq(...argv);
  expect(exit).toBe(code);
  expect(note).toContain(message);
});
