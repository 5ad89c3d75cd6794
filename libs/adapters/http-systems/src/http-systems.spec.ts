import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WriteRequest } from '@dws/ports';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpSystems } from './http-systems.ts';
import type { HttpSystemsManifest } from './manifest.ts';

const clock = { now: () => Date.now() };
const RECEIPT = JSON.stringify({ recordId: 'x-1', version: 'v2', answer: {} });
const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function listen(handler: RequestListener): Promise<string> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
}

function connect(baseUrl: string, settings: Partial<HttpSystemsManifest[string]> = {}): HttpSystems {
  const operations = {
    keyed: { effectClass: 'K' },
    asked: { effectClass: 'Q' },
    plain: { effectClass: 'N' },
  } as const;
  const systems = new HttpSystems({
    manifest: { desk: { baseUrl, operations, retry: { firstPauseMs: 1 }, ...settings } },
    clock,
    secret: (name) => `the-${name}`,
    random: () => 0.5,
  });
  open.unshift(() => systems.close());
  return systems;
}

function write(operation: string, changes: Partial<WriteRequest> = {}): WriteRequest {
  const author = { worker: 'w1', caseId: 'c1', digest: 'd1', reference: 'r1', expects: [] };
  return { system: 'desk', operation, arguments: { text: 'Zażółć' }, ...author, ...changes };
}

const soon = (milliseconds = 2_000) => Date.now() + milliseconds;

describe('the connector over HTTP', () => {
  it('sends who, why, under which key, on which versions, and the trace', async () => {
    const seen: IncomingMessage[] = [];
    let body = '';
    const url = await listen((request, answer) => {
      seen.push(request);
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => answer.end(RECEIPT));
    });
    const expects = [{ recordType: 'ticket', id: 'tic-ß', version: 'v1' }];
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const systems = connect(url, { credential: 'desk-token' });
    await systems.write(write('keyed', { expects, traceparent }), soon());
    expect(seen[0]?.url).toBe('/base/operations/keyed');
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer the-desk-token',
      'idempotency-key': 'r1',
      'x-dws-reference': 'r1',
      'x-dws-worker': 'w1',
      'x-dws-case': 'c1',
      'x-dws-digest': 'd1',
      'x-expected-versions': '[{"recordType":"ticket","id":"tic-\\u00df","version":"v1"}]',
      traceparent,
    });
    expect(body).toBe('{"text":"Zażółć"}');
  });

  it('sends no key where the operation takes none', async () => {
    let headers: IncomingMessage['headers'] = {};
    const url = await listen((request, answer) => {
      headers = request.headers;
      answer.end(RECEIPT);
    });
    await connect(url).write(write('plain'), soon());
    expect(headers).not.toHaveProperty('idempotency-key');
  });

  it('says unavailable in every class when nobody listens', async () => {
    const systems = connect('http://127.0.0.1:1');
    for (const operation of ['keyed', 'asked', 'plain']) {
      await expect(systems.write(write(operation), soon())).rejects.toMatchObject({
        code: 'system-unavailable',
      });
    }
  });

  it('tries 500 again with the same key for class K, and says unknown when that does not help', async () => {
    const keys: unknown[] = [];
    const url = await listen((request, answer) => {
      keys.push(request.headers['idempotency-key']);
      answer.writeHead(500).end();
    });
    await expect(connect(url).write(write('keyed'), soon())).rejects.toMatchObject({
      code: 'system-outcome-unknown',
    });
    expect(keys).toEqual(['r1', 'r1', 'r1', 'r1']);
  });

  it('sends once and says unknown when the connection breaks after sending', async () => {
    for (const operation of ['keyed', 'asked', 'plain']) {
      let requests = 0;
      const url = await listen((request) => {
        requests += 1;
        request.socket.destroy();
      });
      await expect(connect(url).write(write(operation), soon())).rejects.toMatchObject({
        code: 'system-outcome-unknown',
      });
      expect(requests).toBe(1);
    }
  });

  it('says unavailable for a request whose turn did not come before its deadline, and never sends it', async () => {
    let requests = 0;
    const url = await listen(() => (requests += 1));
    for (const settings of [{ connections: 1 }, { maxConcurrent: 1 }]) {
      requests = 0;
      const systems = connect(url, settings);
      const first = systems.write(write('plain'), soon(250)).catch((error: unknown) => error);
      const second = systems.write(write('plain'), soon(120)).catch((error: unknown) => error);
      expect(await second).toMatchObject({ code: 'system-unavailable' });
      expect(await first).toMatchObject({ code: 'system-outcome-unknown' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(requests).toBe(1);
    }
  });

  it('waits as long as Retry-After says, and not at all when that is after the deadline', async () => {
    const times: number[] = [];
    const url = await listen((_, answer) => {
      times.push(Date.now());
      if (times.length === 1) answer.writeHead(429, { 'retry-after': '1' }).end();
      else answer.end(RECEIPT);
    });
    const began = Date.now();
    await expect(connect(url).write(write('plain'), soon(500))).rejects.toMatchObject({
      code: 'system-unavailable',
    });
    expect(Date.now() - began).toBeLessThan(400);
    times.length = 0;
    await connect(url).write(write('plain'), soon(4_000));
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
  });

  it('opens its circuit after failures in a row and closes it when the system is well', async () => {
    let requests = 0;
    let well = false;
    const url = await listen((_, answer) => {
      requests += 1;
      answer.writeHead(well ? 200 : 500).end(RECEIPT);
    });
    const systems = connect(url, {
      circuit: { openAfter: 3, tryAgainAfterMs: 60 },
      retry: { maxAttempts: 1 },
    });
    for (let many = 0; many < 5; many += 1)
      await systems.write(write('plain'), soon()).catch(() => undefined);
    expect(requests).toBe(3);
    await expect(systems.write(write('plain'), soon())).rejects.toMatchObject({ code: 'system-unavailable' });
    well = true;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await systems.write(write('plain'), soon())).recordId).toBe('x-1');
    expect(requests).toBe(4);
  });

  it('names no secret in an error', async () => {
    const url = await listen((_, answer) => answer.writeHead(403).end('{"detail":"no"}'));
    const systems = connect(url, { credential: 'desk-token' });
    const error: unknown = await systems.write(write('plain'), soon()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'system-refused', details: { status: 403 } });
    expect(JSON.stringify(error) + String(error)).not.toContain('the-desk-token');
  });

  it('refuses what cannot stand in a header, before anything is sent', async () => {
    const systems = connect('http://127.0.0.1:1');
    const injected = write('plain', { reference: 'r1\r\nx-dws-worker: somebody' });
    await expect(systems.write(injected, soon())).rejects.toMatchObject({ code: 'argument-invalid' });
  });

  it('refuses a malformed manifest', () => {
    expect(() => connect('ftp://desk.example')).toThrow('baseUrl');
  });
});
