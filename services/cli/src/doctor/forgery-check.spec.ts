import { MemoryMessageLog } from '@dws/testing';
import { beforeEach, expect, it } from 'vitest';
import { fakeShell } from '../testing/fake-shell.ts';
import { forgeryCheck } from './forgery-check.ts';

const DLQ = 'action-decisions.revenue.v1.executor.dlq';
let log: MemoryMessageLog;
beforeEach(async () => {
  log = new MemoryMessageLog({ now: () => Date.UTC(2026, 2, 1) });
  await log.admin.create([{ name: DLQ, partitions: 2, replicationFactor: 1, config: {} }]);
});

const check = (env: Readonly<Record<string, string>> = { KAFKA_BROKERS: 'a:1' }) =>
  forgeryCheck(() => Object.assign(log, { close: () => Promise.resolve() }), fakeShell(env));
const letter = (code: string) => ({
  topic: DLQ,
  key: 'OPP-1',
  headers: { dws_dlq_code: code, dws_dlq_reason: 'case C has no event at revision 9' },
  value: new Uint8Array(1),
});

it('finds none where there are none, or other dead letters only', async () => {
  expect((await check()).level).toBe('ok');
  await log.publish([letter('payload-malformed')]);
  expect((await check()).level).toBe('ok');
});

it.each(['message-forged', 'permission-forged'])('fails, and says where to look, for a %s', async (code) => {
  await log.publish([letter(code)]);
  const { level, found, todo } = await check();
  expect(level).toBe('fail');
  expect(found).toContain('1 set aside, the newest at 2026-03-01T00:00:00.000Z: case C has no event');
  expect(todo).toMatch(new RegExp(`dws dlq show ${DLQ}/[01]/0`));
});

it('says that it does not know where the log is the platform’s own', async () => {
  expect(await check({})).toMatchObject({ level: 'ok', found: expect.stringContaining('not looked for') });
});
