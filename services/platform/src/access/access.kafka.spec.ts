import { consumerGroups, Names, silentLog } from '@dws/application';
import { applyAccess, applyTopics } from '@dws/host';
import { KafkaAccessAdmin, KafkaMessageLog } from '@dws/kafka';
import { startKafka, type LocalKafka } from '@dws/kafka-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownWorkers } from '../known-workers.ts';
import { BrokerAttempts } from './broker-attempts.ts';
import { DEAD_LETTERS, EXPECTED, GROUPS, IDENTITIES } from './expected-access.ts';

const passwordOf = (name: string): string => `password-of-${name}`;
const ADMIN = { username: 'admin', password: passwordOf('admin') };
const STAGING = ['staging.governor', 'staging.operator'];
const users = [...IDENTITIES, ...STAGING, 'admin', 'stranger'].map((name) => ({
  name,
  password: passwordOf(name),
}));
const workers = knownWorkers().map(({ manifest }) => manifest);

let kafka: LocalKafka | undefined;
let bootstrap = '';
let ids: ReadonlyMap<string, string>;
const as = (name: string) => BrokerAttempts.as(bootstrap, { username: name, password: passwordOf(name) });
const adminConnection = () => ({
  brokers: [bootstrap],
  clientId: 'access-spec',
  sasl: { mechanism: 'scram-sha-512' as const, ...ADMIN },
});

beforeAll(async () => {
  kafka = await startKafka({ brokers: 1, security: { users, admins: ['admin'] } });
  bootstrap = kafka.bootstrap;
  const messages = new KafkaMessageLog(adminConnection());
  const access = new KafkaAccessAdmin(adminConnection());
  for (const environment of ['', 'staging']) {
    const names = new Names(environment);
    await applyTopics({ messages, names, log: silentLog, workers, replicationFactor: 1 });
    await applyAccess(access, names, workers);
  }
  await Promise.all([messages.close(), access.close()]);
  const admin = await BrokerAttempts.as(bootstrap, ADMIN);
  await admin.untilGroupsAreKept();
  ids = await admin.topics();
  await admin.close();
});
afterAll(() => kafka?.stop());

/** What `name` could do on topics out of `ids`, tried: `topic` → `R`, `W`, `RW` or nothing. */
async function tried(name: string): Promise<ReadonlyMap<string, string>> {
  const attempts = await as(name);
  const [readable, writable] = [await attempts.readable(ids), await attempts.writable([...ids.keys()])];
  await attempts.close();
  const allowed = (topic: string): string =>
    `${readable.includes(topic) ? 'R' : ''}${writable.includes(topic) ? 'W' : ''}`;
  return new Map([...ids.keys()].map((topic) => [topic, allowed(topic)]));
}

describe('each identity on a broker that allows what topics/ says', () => {
  it('has a table for every topic that there is', () => {
    const topics = new Set([...EXPECTED.keys()].map((key) => key.split(' ')[1] ?? ''));
    const production = [...ids.keys()].filter(
      (name) => !name.startsWith('staging.') && !name.startsWith('__'),
    );
    expect(production.toSorted()).toEqual([...topics, ...DEAD_LETTERS.map(({ topic }) => topic)].toSorted());
    const groups = new Set(Object.values(consumerGroups(workers)).flat());
    expect([...new Set(GROUPS.map(({ group }) => group))].toSorted()).toEqual([...groups].toSorted());
  });

  it.each(IDENTITIES)('%s reads and writes what it is there for, and nothing else', async (identity) => {
    const found = await tried(identity);
    const expected = new Map(
      [...ids.keys()].map((topic): [string, string] => {
        const letters = DEAD_LETTERS.find((one) => one.topic === topic);
        if (letters && identity === 'operator') return [topic, 'R'];
        if (letters) return [topic, letters.service === identity ? 'W' : ''];
        return [topic, EXPECTED.get(`${identity} ${topic}`) ?? ''];
      }),
    );
    expect(found).toEqual(expected);
  });

  it.each([...IDENTITIES, 'stranger'])('%s joins its own groups only', async (identity) => {
    const attempts = await as(identity);
    const joined: string[] = [];
    const groups = [...new Set(GROUPS.map(({ group }) => group))];
    const all = [...groups, ...groups.map((group) => `staging.${group}`)];
    for (const group of all) if (await attempts.mayJoin(group)) joined.push(group);
    const mayOwn = await attempts.mayJoin(`${identity}.any-name`);
    await attempts.close();
    const own = groups.filter((group) =>
      GROUPS.some((one) => one.group === group && one.service === identity),
    );
    expect(joined).toEqual(identity === 'operator' ? groups : own);
    const readsAsItself = ['data-platform', 'downstream-teams', 'control-plane'];
    expect(mayOwn).toBe(readsAsItself.includes(identity));
  });

  it('keeps environments apart', async () => {
    const [production, staging] = [await tried('governor'), await tried('staging.governor')];
    const touched = (found: ReadonlyMap<string, string>) =>
      [...found]
        .filter(([, operations]) => operations !== '')
        .map(([topic]) => topic)
        .toSorted();
    expect(touched(production).filter((topic) => topic.startsWith('staging.'))).toEqual([]);
    expect(touched(staging)).toEqual(touched(production).map((topic) => `staging.${topic}`));
  });
});

describe('somebody whom no manifest names', () => {
  it('sees no topic, and reads and writes none', async () => {
    const attempts = await as('stranger');
    expect(await attempts.topics()).toEqual(new Map());
    await attempts.close();
    expect([...(await tried('stranger')).values()].filter((operations) => operations !== '')).toEqual([]);
  });

  it.each([
    ['with a wrong password', { username: 'governor', password: 'not-its-password' }],
    ['under a name that nobody has', { username: 'nobody', password: 'not-its-password' }],
  ])('is not let in %s', async (_, credentials) => {
    await expect(BrokerAttempts.as(bootstrap, credentials)).rejects.toThrow();
  });

  it('gets no answer without a name', async () => {
    const attempts = await BrokerAttempts.as(bootstrap);
    await expect(attempts.topics()).rejects.toThrow();
    await attempts.close().catch(() => undefined);
  });
});

describe('access rules', () => {
  it('are as they should be once they were applied, and lose what was added behind their back', async () => {
    const access = new KafkaAccessAdmin(adminConnection());
    const names = new Names('');
    expect(await applyAccess(access, names, workers)).toMatchObject({ grant: [], revoke: [], unknown: [] });
    const added = {
      principal: 'executor',
      resource: 'topic',
      name: 'action-decisions.revenue.v1',
      pattern: 'literal',
      operation: 'write',
    } as const;
    await access.grant([added]);
    expect(await applyAccess(access, names, workers)).toMatchObject({ grant: [], revoke: [added] });
    await access.close();
    expect((await tried('executor')).get('action-decisions.revenue.v1')).toBe('R');
  });
});
