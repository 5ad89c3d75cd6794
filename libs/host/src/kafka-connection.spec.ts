import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { kafkaConnection } from './kafka-connection.ts';
import { readSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-connection-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'governor.password');
writeFileSync(file, 'from a file\n');

const connect = (env: Readonly<Record<string, string>>) =>
  kafkaConnection(readSettings({ KAFKA_BROKERS: 'a:1, b:2', ...env }));

it('needs neither a name nor TLS', async () => {
  expect(await connect({})).toEqual({ brokers: ['a:1', 'b:2'] });
});

it.each([
  ['the environment', { KAFKA_PASSWORD: 'from the environment' }],
  ['a file', { KAFKA_PASSWORD_FILE: file }],
])('takes the password from %s', async (where, env) => {
  const { sasl } = await connect({ KAFKA_USERNAME: 'governor', ...env });
  expect(sasl).toEqual({ mechanism: 'scram-sha-512', username: 'governor', password: `from ${where}` });
});

it('trusts who is named, or whom Node trusts', async () => {
  expect(await connect({ KAFKA_TLS: 'true' })).toMatchObject({ ssl: true });
  expect(await connect({ KAFKA_TLS: 'true', KAFKA_TLS_CA: file })).toMatchObject({
    ssl: { ca: 'from a file\n' },
  });
});

it.each([
  [{ KAFKA_USERNAME: 'governor' }, 'found no KAFKA_PASSWORD'],
  [{ KAFKA_PASSWORD: 'x' }, 'found no KAFKA_USERNAME'],
  [{ KAFKA_USERNAME: 'governor', KAFKA_PASSWORD: 'x', KAFKA_PASSWORD_FILE: file }, 'found both'],
  [
    { KAFKA_USERNAME: 'governor', KAFKA_PASSWORD_FILE: join(folder, 'none') },
    'which KAFKA_PASSWORD_FILE names',
  ],
  [{ KAFKA_TLS_CA: file }, 'expected KAFKA_TLS=true'],
  [{ KAFKA_SASL_MECHANISM: 'md5' }, 'KAFKA_SASL_MECHANISM'],
])('refuses %j', async (env, message) => {
  await expect(async () => connect(env)).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining(message),
  });
});
