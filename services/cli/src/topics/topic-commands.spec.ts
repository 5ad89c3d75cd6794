import type { AccessAdmin, AccessRule } from '@dws/ports';
import { MemoryMessageLog } from '@dws/testing';
import { beforeEach, expect, it } from 'vitest';
import { run } from '../shell/run.ts';
import { fakeShell } from '../testing/fake-shell.ts';
import { topicCommands } from './topic-commands.ts';

let log: MemoryMessageLog;
let closed: number;
/** What the brokers allow; `null` without an authorizer. */
let rules: AccessRule[] | null;
const access = (): AccessAdmin => ({
  describe: () => Promise.resolve(rules && [...rules]),
  grant: (more) => Promise.resolve(void rules?.push(...more)),
  revoke: (fewer) =>
    Promise.resolve(
      void (rules = rules?.filter((rule) => !fewer.some((one) => key(one) === key(rule))) ?? null),
    ),
  close: () => Promise.resolve(),
});
const key = (rule: AccessRule): string => Object.values(rule).join(' ');

beforeEach(() => {
  rules = null;
  log = new MemoryMessageLog({ now: () => 0 });
  closed = 0;
});

async function topics(...argv: string[]) {
  const shell = fakeShell({ KAFKA_BROKERS: 'a:1, b:2' });
  const open = ({ brokers }: { readonly brokers: readonly string[] }) => {
    expect(brokers).toEqual(['a:1', 'b:2']);
    return Object.assign(log, { close: () => Promise.resolve(void (closed += 1)) });
  };
  const exit = await run(topicCommands(open, access), ['topics', ...argv], shell);
  return { exit, ...shell.said };
}

it('shows what is missing, applies it, and then has nothing to do', async () => {
  const before = await topics('diff', '--env', 'staging');
  expect(before.exit).toBe(6);
  expect(before.out).toContain('+ staging.signals.revenue.v1 (6 partitions)');
  expect(before.out).toContain('+ staging.signals.customer-experience.v1.ticket-classification.dlq');
  expect(await log.admin.describe()).toEqual([]);
  expect((await topics('apply', '--env', 'staging')).exit).toBe(0);
  const after = await topics('diff', '--env', 'staging');
  expect(after.exit).toBe(0);
  expect(after.out).toContain('0 to create, 0 to alter, 0 refused');
  expect(closed).toBe(3);
});

it('gives and takes access where the brokers hold anybody to it', async () => {
  rules = [
    {
      principal: 'executor',
      resource: 'topic',
      name: 'action-decisions.revenue.v1',
      pattern: 'literal',
      operation: 'write',
    },
    {
      principal: 'somebody',
      resource: 'topic',
      name: 'signals.revenue.v1',
      pattern: 'literal',
      operation: 'read',
    },
  ];
  const before = await topics('diff');
  expect(before.exit).toBe(6);
  expect(before.out).toContain('+ governor may write topic action-decisions.revenue.v1\n');
  expect(before.out).toContain('+ data-platform may read group data-platform.*\n');
  expect(before.out).toContain('- executor may write topic action-decisions.revenue.v1\n');
  expect(before.out).toContain('? somebody may read topic signals.revenue.v1: no manifest gives it');
  expect((await topics('apply')).exit).toBe(0);
  const after = await topics('diff');
  expect(after.exit).toBe(0);
  expect(after.out).toContain('access: 0 to grant, 0 to revoke');
  expect(rules.map(key)).not.toContain('executor topic action-decisions.revenue.v1 literal write');
});

it('says so where the brokers hold nobody to anything', async () => {
  expect((await topics('diff')).out).toContain('everybody may do everything');
});

it('says what only a person can mend', async () => {
  await topics('apply', '--replication-factor', '1');
  const { exit, out } = await topics('diff', '--replication-factor', '3');
  expect(exit).toBe(6);
  expect(out).toContain('! signals.revenue.v1: replication factor is 1, wanted 3');
});

it.each([
  [['diff', '--env', 'Not an environment'], 'expected an environment name'],
  [['diff', '--replication-factor', '0'], 'a whole number, 1 to 9'],
])('refuses %j', async (argv, message) => {
  const { exit, note } = await topics(...argv);
  expect(exit).toBe(2);
  expect(note).toContain(message);
});

it('needs brokers, and says why the embedded log does not', async () => {
  const shell = fakeShell();
  expect(
    await run(
      topicCommands(() => log, access),
      ['topics', 'diff'],
      shell,
    ),
  ).toBe(2);
  expect(shell.said.note).toContain('KAFKA_BROKERS=host:port');
});
