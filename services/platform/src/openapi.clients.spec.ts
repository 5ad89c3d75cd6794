import { pythonWith } from '@dws/foreign-clients';
import { buildSandbox, type Sandbox } from '@dws/sandbox';
import { createMemoryEventStore, MemoryMessageLog } from '@dws/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzzDescription } from './testing/openapi/fuzz-description.ts';
import { startWholePlatform, type WholePlatform } from './testing/whole-platform.ts';

const REQUIREMENTS = fileURLToPath(new URL('./testing/openapi/requirements.txt', import.meta.url));
const clock = { now: () => Date.now() };
const SECONDS = 15;
const WITHIN = 400_000;

let python: Readonly<Record<string, string>>;
let world: WholePlatform;
let sandbox: Sandbox;

beforeAll(async () => {
  python = await pythonWith(REQUIREMENTS);
  world = await startWholePlatform(createMemoryEventStore({ clock }), new MemoryMessageLog(clock));
  const tokens = { read: 'a-token-to-read-with', write: 'a-token-to-write-with' };
  sandbox = await buildSandbox({ clock, seed: 7, tokens });
  await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  // Something to find.
  const signal = world.happenings.emit('usage.dropped', { accountId: 'acc-0007', percent: 45 });
  await world.deliver(signal ? [signal] : []);
}, 600_000);

afterAll(async () => {
  await world.stop();
  await sandbox.close();
});

const portOf = (server: { addresses(): readonly (string | { port: number })[] }): number => {
  const [address] = server.addresses();
  return typeof address === 'object' ? address.port : 0;
};
const controlPlane = () => `http://127.0.0.1:${portOf(world.platform.controlPlane.server)}`;
const company = () => `http://127.0.0.1:${portOf(sandbox.app)}`;

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every operation that a description names, with something in the place of its parameters. */
async function operationsOf(address: string) {
  const { paths } = (await (await fetch(address)).json()) as Description;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{[^}]+\}/g, '6f1a1c1e-0000-4000-8000-000000000000'),
    })),
  );
}

describe('by what they say of themselves, with schemathesis: no error inside, no answer of another form', () => {
  it(
    'the control plane',
    async () => {
      const description = `${controlPlane()}/api/v1/openapi.json`;
      const verdict = await fuzzDescription(python, {
        description,
        headers: { 'X-Dws-Person': 'olga' },
        seconds: SECONDS,
      });
      expect(verdict.code, verdict.output).toBe(0);
      expect(verdict.tested).toBeGreaterThanOrEqual(5);
    },
    WITHIN,
  );

  it(
    'the sandbox',
    async () => {
      const verdict = await fuzzDescription(python, {
        description: `${company()}/openapi.json`,
        headers: { Authorization: 'Bearer a-token-to-write-with' },
        // It breaks connections as it is told to: what is found then is what was asked for.
        exclude: '^/faults',
        seconds: SECONDS,
      });
      expect(verdict.code, verdict.output).toBe(0);
      expect(verdict.tested).toBeGreaterThanOrEqual(5);
    },
    WITHIN,
  );
});

describe('nobody who is not known succeeds', () => {
  const OPEN = new Set([
    '/healthz',
    '/readyz',
    '/openapi.json',
    '/asyncapi.json',
    '/api/v1/openapi.json',
    '/api/v1/asyncapi.json',
  ]);
  const STRANGERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'without a name': {},
    'with the name of nobody': { 'x-dws-person': 'mallory' },
    'with an empty name': { 'x-dws-person': '' },
    'with two names': { 'x-dws-person': 'erin, olga' },
    'with a name of an object': { 'x-dws-person': '__proto__' },
    'with another token': { authorization: 'Bearer a-token-to-writh-with' },
    'with a token cut short': { authorization: 'Bearer a-token-to-write-wit' },
    'with the token twice': { authorization: 'Bearer a-token-to-write-with a-token-to-write-with' },
  };

  it.each(Object.entries(STRANGERS))('%s, whatever they ask', async (_who, headers) => {
    for (const base of [controlPlane(), company()]) {
      const description = base === company() ? `${base}/openapi.json` : `${base}/api/v1/openapi.json`;
      const operations = (await operationsOf(description)).filter(({ path }) => !OPEN.has(path));
      expect(operations.length).toBeGreaterThan(15);
      for (const { method, path } of operations) {
        const body =
          method === 'GET' ? {} : { body: '{}', headers: { ...headers, 'content-type': 'application/json' } };
        const answer = await fetch(base + path, {
          method,
          headers,
          ...body,
          signal: AbortSignal.timeout(20_000),
        });
        const { status } = answer;
        await answer.body?.cancel();
        expect({ method, path, status, isRefused: status >= 400 && status < 500 }).toMatchObject({
          isRefused: true,
        });
      }
    }
  });

  it('from another name of this machine, as a page in a browser would have it', async () => {
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example', 'x-dws-person': 'olga' };
      request(`${controlPlane()}/api/v1/cases`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });

  it('who may read does not write', async () => {
    const answer = await fetch(`${company()}/crm/account/acc-0001`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer a-token-to-read-with', 'content-type': 'application/json' },
      body: '{"name":"Mine"}',
    });
    expect(answer.status).toBe(403);
  });
});
