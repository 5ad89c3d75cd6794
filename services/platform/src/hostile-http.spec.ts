import { healthServer, prometheusMetrics } from '@dws/host';
import { SERVER_BOUNDS, type ServerBounds } from '@dws/http-problems';
import { buildSandbox, type Sandbox } from '@dws/sandbox';
import { createMemoryEventStore, MemoryMessageLog } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawHttp, trickle } from './testing/raw-http.ts';
import { startWholePlatform, type WholePlatform } from './testing/whole-platform.ts';

/** Short enough to be waited for; the ones in force are checked by the last spec. */
const BOUNDS: ServerBounds = {
  ...SERVER_BOUNDS,
  headersMs: 1_000,
  requestMs: 2_000,
  checkMs: 250,
  // Well above what the specs below leave in their client's pool.
  connections: 100,
};
const PATIENCE_MS = 20_000;
/** As `services/control-plane/src/runtime/bounds.ts` has it. */
const WATCHERS = 50;
const CLOUD_EVENT = 'application/cloudevents+json';

interface Door {
  readonly port: number;
  /** A request with a body that it takes. */
  readonly post: string;
  readonly type: string;
  readonly get: string;
}

const clock = { now: () => Date.now() };
let world: WholePlatform;
let sandbox: Sandbox;
let health: ReturnType<typeof healthServer>;
const doors: Record<string, Door> = {};

beforeAll(async () => {
  world = await startWholePlatform(createMemoryEventStore({ clock }), new MemoryMessageLog(clock), {
    http: BOUNDS,
  });
  sandbox = await buildSandbox({ clock, seed: 7, http: BOUNDS });
  await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  health = healthServer({ ready: () => true, awaited: () => [], metrics: prometheusMetrics('spec') }, BOUNDS);
  await health.listen({ host: '127.0.0.1', port: 0 });
  const portOf = (server: { addresses(): readonly (string | { port: number })[] }): number => {
    const [address] = server.addresses();
    return typeof address === 'object' ? address.port : 0;
  };
  const review = '/api/v1/reviews/6f1a1c1e-0000-4000-8000-000000000000/edit';
  Object.assign(doors, {
    'control plane': {
      port: portOf(world.platform.controlPlane.server),
      post: review,
      type: 'application/json',
      get: '/api/v1/openapi.json',
    },
    gateway: {
      port: portOf(world.platform.gateway.server),
      post: '/v1/events',
      type: CLOUD_EVENT,
      get: '/nothing',
    },
    sandbox: {
      port: portOf(sandbox.app),
      post: '/crm/operations/account.update-health-score',
      type: 'application/json',
      get: '/openapi.json',
    },
    health: { port: portOf(health), post: '/healthz', type: 'application/json', get: '/healthz' },
  });
}, 60_000);

afterAll(async () => {
  await world.stop();
  await sandbox.close();
  await health.close();
});

const door = (name: string): Door => {
  const found = doors[name];
  if (!found) throw new Error(`there is no door ${name}`);
  return found;
};
const NAMES = ['control plane', 'gateway', 'sandbox', 'health'] as const;
const WITH_BODIES = ['control plane', 'gateway', 'sandbox'] as const;

async function answers(name: string): Promise<void> {
  const { port, get } = door(name);
  const answer = await fetch(`http://127.0.0.1:${port}${get}`);
  expect(answer.status).toBeLessThan(500);
}

async function post(name: string, body: string, headers: Record<string, string> = {}) {
  const { port, post: path, type } = door(name);
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, 'x-dws-person': 'erin', 'idempotency-key': 'k', ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

describe.each(NAMES)('the door of %s', (name) => {
  it('does not wait for ever for headers that trickle in', async () => {
    const answer = await rawHttp(
      door(name).port,
      (socket) =>
        trickle(
          socket,
          `GET ${door(name).get} HTTP/1.1\r\nhost: localhost\r\nx-slow: ${'a'.repeat(10_000)}`,
          50,
        ),
      PATIENCE_MS,
    );
    expect(answer).toMatchObject({ status: 408 });
  });

  it('does not wait for ever for a body that trickles in', async () => {
    const { post: path, type, port } = door(name);
    const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: 100000\r\n\r\n`;
    const answer = await rawHttp(
      port,
      (socket) => {
        socket.write(head);
        trickle(socket, '{'.repeat(100_000), 50);
      },
      PATIENCE_MS,
    );
    expect(answer).not.toBe('still open');
    await answers(name);
  });

  it('answers others while connections beyond its bound are turned away', async () => {
    const idle = Array.from({ length: BOUNDS.connections + 20 }, () =>
      rawHttp(door(name).port, (socket) => socket.write('GET'), PATIENCE_MS),
    );
    const ended = await Promise.all(idle);
    expect(ended.filter((answer) => answer === 'still open')).toEqual([]);
    const turnedAway = ended.filter((answer) => answer !== 'still open' && answer.status === null);
    expect(turnedAway.length).toBeGreaterThanOrEqual(20);
    await answers(name);
  });

  it.each([
    [
      'a truncated body',
      (path: string) =>
        `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a"`,
    ],
    [
      'two lengths',
      (path: string) =>
        `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      (path: string) =>
        `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'a length that is none',
      (path: string) => `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n`,
    ],
    [
      'chunks that are none',
      (path: string) => `POST ${path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
    ],
    [
      'a line feed in a header',
      (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\nx-a: b\nx-dws-person: olga\r\n\r\n`,
    ],
    ['a zero byte in a header', (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\nx-a: b\0c\r\n\r\n`],
    ['no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n'],
    [
      'headers of 100 kB',
      (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\nx-a: ${'b'.repeat(100_000)}\r\n\r\n`,
    ],
  ])('refuses %s and goes on', async (_what, bytes) => {
    const answer = await rawHttp(
      door(name).port,
      (socket) => {
        socket.write(bytes(door(name).post));
        socket.end();
      },
      PATIENCE_MS,
    );
    expect(answer).not.toBe('still open');
    if (answer !== 'still open' && answer.status !== null) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    await answers(name);
  });

  it.each([
    '/%',
    '/%ff',
    '/%00',
    '/..%2f..%2fetc%2fpasswd',
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//etc/passwd',
    '/a'.repeat(5_000),
  ])('says of the address number %# that nothing is there', async (path) => {
    const answer = await rawHttp(
      door(name).port,
      (socket) =>
        socket.write(
          `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-dws-person: erin\r\nconnection: close\r\n\r\n`,
        ),
      PATIENCE_MS,
    );
    expect(answer).not.toBe('still open');
    if (answer === 'still open') return;
    expect([400, 404, 414, 431]).toContain(answer.status);
    expect(answer.text).not.toContain('root:');
  });
});

describe.each(WITH_BODIES)('the door of %s', (name) => {
  it.each([
    [
      'nested without end',
      `{"digest":"${'0'.repeat(64)}","accountId":"acc-0001","editedArguments":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
    ],
    ['objects nested without end', `{"editedArguments":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['nested and cut', '['.repeat(500_000)],
    ['no JSON', '{"a":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number with a million digits', `{"a":${'9'.repeat(900_000)}}`],
    [
      'a hundred thousand members',
      `{${Array.from({ length: 60_000 }, (_, index) => `"a${index}":1`).join(',')}}`,
    ],
    [
      'members named like machinery',
      '{"__proto__":{"roles":["operator"]},"constructor":{"prototype":{"roles":["operator"]}}}',
    ],
    [
      'machinery in what is left open',
      `{"digest":"${'0'.repeat(64)}","editedArguments":{"__proto__":{"admin":true}}}`,
    ],
    [
      'lone surrogates',
      `{"digest":"${'0'.repeat(64)}","comment":"\\ud800","editedArguments":{"a":"\\udfff"}}`,
    ],
    ['a body over the limit', `{"a":"${'x'.repeat(1_100_000)}"}`],
  ])('refuses a body that is %s', async (_what, body) => {
    const answer = await post(name, body);
    expect({ status: answer.status, text: answer.text.slice(0, 200) }).toMatchObject({
      status: expect.toSatisfy((status: number) => status >= 400 && status < 500) as number,
    });
    expect(JSON.parse(answer.text)).toMatchObject({ status: answer.status });
    expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
    await answers(name);
  });
});

describe('what cases are watched by', () => {
  it('is bounded, also when all ask at once', async () => {
    const { port } = door('control plane');
    const stop = new AbortController();
    const asked = await Promise.all(
      Array.from({ length: WATCHERS + 10 }, () =>
        fetch(`http://127.0.0.1:${port}/api/v1/events`, {
          headers: { 'x-dws-person': 'erin' },
          signal: stop.signal,
        }),
      ),
    );
    stop.abort();
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(WATCHERS);
  });
});

describe('names that nobody has, asked for by an auditor', () => {
  const NAMES_OF_NOBODY = [
    '../../../etc/passwd',
    '..%2f..%2fkeys',
    'w'.repeat(3_000),
    '%00',
    '%0d%0ax: y',
    '__proto__',
    '*',
    "' OR 1=1 --",
  ];
  const ADDRESSES = [
    (name: string) => `/audit/verify/${name.slice(0, 90)}`,
    (name: string) => `/audit/export?format=bundle&worker=${name}`,
    (name: string) => `/audit/export?format=csv&subject=${name}`,
    (name: string) => `/audit/search?worker=${name}&text=${name.slice(0, 150)}`,
    (name: string) => `/audit/search?after=${name}@1`,
    (name: string) => `/trace?topic=${name}&partition=0&offset=${'9'.repeat(400)}`,
    (name: string) => `/trace?source=${name}&id=${name}`,
    (name: string) => `/cases?worker=${name}&subject=${name}&cursor=99999999999999999999`,
    (name: string) => `/workers/${name.slice(0, 90)}`,
  ];

  it.each(NAMES_OF_NOBODY)(
    'number %# is answered without an error inside, and with no file',
    async (name) => {
      for (const address of ADDRESSES) {
        const path = `/api/v1${address(name.includes('%') ? name : encodeURIComponent(name))}`;
        const answer = await fetch(`http://127.0.0.1:${door('control plane').port}${path}`, {
          headers: { 'x-dws-person': 'sam' },
        });
        const text = await answer.text();
        expect({
          path: path.slice(0, 80),
          isFine: answer.status < 500,
          text: text.slice(0, 100),
        }).toMatchObject({ isFine: true });
        expect(text).not.toContain('root:');
      }
    },
  );
});

it('the console is told to run its own scripts alone, and to be framed by nobody', async () => {
  const answer = await fetch(`http://127.0.0.1:${door('control plane').port}/nothing`);
  expect(answer.headers.get('content-security-policy')).toMatch(
    /^default-src 'self';.*frame-ancestors 'none'$/,
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

it('the bounds in force are these', () => {
  expect(SERVER_BOUNDS).toEqual({ headersMs: 10_000, requestMs: 30_000, checkMs: 5_000, connections: 2_000 });
});
