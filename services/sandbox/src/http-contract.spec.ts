import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import { SYSTEMS } from '@dws/sandbox-company';
import { BROKEN_SYSTEMS, SYSTEMS_CHECKS, systemsContract, type SystemsSubject } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { buildSandbox } from './app.ts';

const clock = { now: () => Date.now() };

async function open(): Promise<SystemsSubject> {
  const { app, close } = await buildSandbox({ clock, seed: 7 });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const systems = new HttpSystems({ manifest: sandboxManifest(url), clock });
  const call = async (method: string, path: string, body?: unknown) => {
    const json =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { method, ...json });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { rows: Awaited<ReturnType<SystemsSubject['ledger']>> };
  };
  return {
    reader: systems,
    writer: systems,
    now: clock.now,
    ledger: async () => (await call('GET', '/ledger')).rows.filter((row) => row.worker !== null),
    tellFault: async (fault) => {
      await call('POST', '/faults', fault);
    },
    withdrawFaults: async () => {
      await call('DELETE', '/faults');
    },
    edit: async (system, recordType, id, changes) => {
      await call('PATCH', `/${system}/${recordType}/${id}`, changes);
    },
    close: async () => {
      await systems.close();
      await close();
    },
  };
}

systemsContract('over HTTP to a listening sandbox', open);

describe('over HTTP, the systems contract notices an adapter that', () => {
  it.each(BROKEN_SYSTEMS)('$fault', async ({ noticedBy, spoil }) => {
    const check = SYSTEMS_CHECKS.find(({ name }) => name === noticedBy);
    if (check === undefined) throw new Error(`no check is called "${noticedBy}"`);
    const subject = await open();
    await expect(check.run(spoil(subject))).rejects.toThrow();
    await subject.close();
  });
});

describe('the manifest of the sandbox', () => {
  it('declares every system and operation with the class and the reversal that the company gives it', () => {
    const declared = Object.entries(sandboxManifest('http://sandbox.example')).map(([system, manifest]) => [
      system,
      Object.entries(manifest.operations).map(([name, { effectClass, reversal }]) => [
        name,
        effectClass,
        reversal ?? null,
      ]),
    ]);
    const offered = [...SYSTEMS.values()].map(({ name, operations }) => [
      name,
      [...operations.values()].map(({ name: of, effectClass, reversal }) => [of, effectClass, reversal]),
    ]);
    expect(declared).toEqual(offered);
  });
});
