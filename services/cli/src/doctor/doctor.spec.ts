import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';
import { nodeCheck } from './machine-checks.ts';
import { endpointsIn } from './reach.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-doctor-'));
const NOBODY = 'http://127.0.0.1:1';
let server: FakeHttp | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Report {
  readonly ok: boolean;
  readonly findings: readonly { level: string; what: string; found: string; todo: string }[];
  readonly bounds: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
async function doctor(env: Record<string, string> = {}) {
  const ran = await dws(['doctor', '--json'], { DWS_URL: NOBODY, DWS_GATEWAY_URL: NOBODY, ...env }, folder);
  const report = ran.json() as Report;
  return { ...ran, report, of: (what: string) => report.findings.find((one) => one.what === what) };
}

it('warns of what is not there yet, and fails nothing', async () => {
  const { exit, report, of } = await doctor();
  expect(exit).toBe(0);
  expect(report.ok).toBe(true);
  expect(of('control plane')).toMatchObject({
    level: 'warn',
    todo: 'Start the platform with scripts/start.',
  });
  expect(of('ticket model')).toMatchObject({ level: 'warn' });
  expect(of('DWS_DATA')).toMatchObject({ level: 'ok', found: '.dws/data (default)' });
});

it('tells a platform that answers from a port that something else has', async () => {
  server = await fakeHttp(() => ({ body: {} }));
  const { of } = await doctor({ DWS_URL: server.url });
  expect(of('control plane')).toMatchObject({ level: 'ok' });
  const other = createServer((socket) => socket.on('error', () => undefined).end('hello\n'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', () => done()));
  const { port } = other.address() as AddressInfo;
  const taken = await doctor({ DWS_GATEWAY_URL: `http://127.0.0.1:${port}` });
  other.close();
  expect(taken.exit).toBe(6);
  expect(taken.of('signal gateway')).toMatchObject({
    level: 'fail',
    todo: 'Stop it, or set DWS_GATEWAY_URL.',
  });
});

it.each([
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ['Kafka brokers', { KAFKA_BROKERS: '127.0.0.1:1' }],
  ['event store', { EVENTSTORE_URL: 'nonsense' }],
  ['data folder', { DWS_DATA: join(import.meta.filename, 'data') }],
])('fails for %s', async (what, env) => {
  const { exit, of } = await doctor(env);
  expect(exit).toBe(6);
  expect(of(what)?.level).toBe('fail');
});

it('shows no password of a connection string', async () => {
  const { out } = await doctor({ EVENTSTORE_URL: 'esdb://admin:changeit@127.0.0.1:1' });
  expect(out).not.toContain('changeit');
});

it('shows every bound', async () => {
  const { report } = await doctor();
  expect(report.bounds['kafka']).toHaveProperty('queueBytes', 67_108_864);
  expect(report.bounds['workers']).toHaveProperty('maxBatch', 200);
  const { out } = await dws(['doctor', '--bounds'], { DWS_URL: NOBODY, DWS_GATEWAY_URL: NOBODY }, folder);
  expect(out).toMatch(/ {2}queueBytes +67108864\n/);
});

describe('parts', () => {
  it.each([
    ['v24.1.0', 'ok'],
    ['v20.19.0', 'fail'],
  ])('Node %s is %s', (version, level) => {
    expect(nodeCheck(version).level).toBe(level);
  });

  it.each([
    [
      'a:9092, b:9093',
      [
        ['a', 9092],
        ['b', 9093],
      ],
    ],
    ['esdb://u:p@h:2113?tls=false', [['h', 2113]]],
    [
      'esdb+discover://h1:1,h2:2/x',
      [
        ['h1', 1],
        ['h2', 2],
      ],
    ],
    ['[::1]:9092', [['::1', 9092]]],
    ['localhost', []],
  ])('%s', (text, expected) => {
    expect(endpointsIn(text).map(({ host, port }) => [host, port])).toEqual(expected);
  });
});
