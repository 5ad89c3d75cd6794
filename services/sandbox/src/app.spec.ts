import { afterEach, describe, expect, it } from 'vitest';
import { buildSandbox, type Sandbox, type SandboxOptions } from './app.ts';

const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };
let sandbox: Sandbox | undefined;

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function build(options: Partial<SandboxOptions> = {}) {
  sandbox = await buildSandbox({ clock, seed: 7, ...options });
  return sandbox.app;
}

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      { post: { summary: string; requestBody: { content: Record<string, { schema: unknown }> } } } | undefined
    >
  >;
}

interface LedgerPage {
  readonly total: number;
  readonly rows: readonly { readonly digest: string; readonly reference: string }[];
}

const score = { accountId: 'acc-0001', healthScore: 31 };
const scoreUrl = '/crm/operations/account.update-health-score';

describe('the sandbox over HTTP', () => {
  it('describes itself in OpenAPI 3.1, every operation with its arguments', async () => {
    const app = await build();
    const description = (await app.inject('/openapi.json')).json<Description>();
    expect(description.openapi).toBe('3.1.0');
    const post = description.paths[scoreUrl]?.post;
    expect(post?.summary).toBe('Set the health score of an account. Class K.');
    expect(post?.requestBody.content['application/json']?.schema).toMatchObject({
      required: ['accountId', 'healthScore'],
      properties: { healthScore: { type: 'number', minimum: 0, maximum: 100 } },
    });
    expect(Object.keys(description.paths)).toContain(
      '/email/operations/message.send/by-reference/{reference}',
    );
    expect(Object.keys(description.paths)).toContain('/analytics/usage/{id}');
  });

  it('gives the version as ETag and honours If-Match for a person’s edit', async () => {
    const app = await build();
    const { headers, ...read } = await app.inject('/crm/account/acc-0001');
    const { version } = read.json<{ version: string }>();
    expect(headers.etag).toBe(`"${version}"`);
    const edit = (ifMatch: string) =>
      app.inject({
        method: 'PATCH',
        url: '/crm/account/acc-0001',
        headers: { 'if-match': ifMatch },
        payload: { tier: 'business' },
      });
    expect((await edit('"v-old"')).statusCode).toBe(412);
    const edited = await edit(`"${version}"`);
    expect(edited.statusCode).toBe(200);
    expect(edited.json<{ fields: { tier: string } }>().fields.tier).toBe('business');
  });

  it('asks class K for a key, and says when it replays', async () => {
    const app = await build();
    const write = (key?: string, payload: object = score) =>
      app.inject({
        method: 'POST',
        url: scoreUrl,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        payload,
      });
    expect((await write()).statusCode).toBe(400);
    const first = await write('k1');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const second = await write('k1');
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
    const other = await write('k1', { ...score, healthScore: 32 });
    expect(other.statusCode).toBe(422);
    expect(other.headers['content-type']).toContain('application/problem+json');
    expect(other.json()).toMatchObject({ code: 'system-refused', details: { reason: 'key-reused' } });
  });

  it.each([
    ['GET', '/crm/account/acc-none', undefined, 404, 'record-unknown'],
    ['GET', '/crm/account?limit=0', undefined, 400, 'argument-invalid'],
    ['GET', '/payroll/account/acc-0001', undefined, 404, 'address-unknown'],
    ['POST', scoreUrl, [], 400, 'argument-invalid'],
    ['POST', '/faults', { system: 'payroll', kind: 'down' }, 400, 'argument-invalid'],
    ['POST', '/faults', { system: 'crm', kind: 'latency' }, 400, 'argument-invalid'],
    ['PUT', '/signals/rate', { ratePerSecond: 5 }, 400, 'argument-invalid'],
    ['POST', '/signals/emit', { type: 'usage.dropped', accountId: 'acc-none' }, 404, 'record-unknown'],
  ] as const)('answers %s %s (%j) with %i %s', async (method, url, payload, status, reason) => {
    const app = await build();
    const answer = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ details: { reason: string } }>().details.reason).toBe(reason);
  });

  it('answers unreadable JSON with a problem, not with its insides', async () => {
    const app = await build();
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k1' };
    const answer = await app.inject({ method: 'POST', url: scoreUrl, headers, payload: '{"accountId":' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ code: string }>().code).toBe('argument-invalid');
  });

  it('lets readers read and only writers write', async () => {
    const app = await build({ tokens: { read: 'reader-token-123456', write: 'writer-token-123456' } });
    const get = (token: string) =>
      app.inject({ url: '/crm/account/acc-0001', headers: { authorization: `Bearer ${token}` } });
    const post = (token: string) =>
      app.inject({
        method: 'POST',
        url: scoreUrl,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k1' },
        payload: score,
      });
    expect((await get('nobody')).statusCode).toBe(401);
    expect((await get('reader-token-123456')).statusCode).toBe(200);
    expect((await post('reader-token-123456')).statusCode).toBe(403);
    expect((await post('writer-token-123456')).statusCode).toBe(200);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });

  it('shows the ledger by filter, its counts and duplicates', async () => {
    const app = await build();
    const headers = {
      'x-dws-worker': 'w1',
      'x-dws-case': 'c1',
      'x-dws-digest': 'd1',
      'x-dws-reference': 'r1',
    };
    const payload = { channel: 'revenue', text: 'hello' };
    for (const _ of [1, 2])
      await app.inject({ method: 'POST', url: '/chat/operations/message.post', headers, payload });
    const { total, rows } = (await app.inject('/ledger?case=c1&limit=1')).json<LedgerPage>();
    expect([total, rows.length, rows[0]?.digest, rows[0]?.reference]).toEqual([2, 1, 'd1', 'r1']);
    expect((await app.inject('/ledger/counts')).json()).toMatchObject({ byWorker: { w1: 2 } });
    const { duplicates } = (await app.inject('/ledger/duplicates')).json<{ duplicates: { by: string }[] }>();
    expect(duplicates.map(({ by }) => by)).toEqual(['reference', 'digest']);
  });

  it('tells faults with Retry-After and withdraws them', async () => {
    const app = await build();
    const told = await app.inject({
      method: 'POST',
      url: '/faults',
      payload: { system: 'crm', kind: 'down', ms: 3000 },
    });
    expect(told.statusCode).toBe(201);
    const down = await app.inject('/crm/account/acc-0001');
    expect([down.statusCode, down.headers['retry-after']]).toEqual([503, '3']);
    expect((await app.inject('/faults')).json<{ faults: unknown[] }>().faults).toHaveLength(1);
    expect(
      (await app.inject({ method: 'DELETE', url: `/faults/${told.json<{ id: string }>().id}` })).json(),
    ).toEqual({
      withdrawn: 1,
    });
    expect((await app.inject('/crm/account/acc-0001')).statusCode).toBe(200);
  });
});
