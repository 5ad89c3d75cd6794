import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeRegistry } from '@dws/schema-registry/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';

const STALLED = 'dws.signals.revenue.v1.OpportunityStalled';

let registry: FakeRegistry;
let folder: string;
beforeEach(async () => {
  registry = new FakeRegistry();
  await registry.start();
  folder = mkdtempSync(join(tmpdir(), 'dws-infer-'));
});
afterEach(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true });
});

const schema = (...argv: string[]) => dws(['schema', ...argv], { SCHEMA_REGISTRY_URL: registry.url }, folder);

describe('schema push and schema check', () => {
  it('find everything missing, push it, and then agree', async () => {
    const before = await schema('check');
    expect(before.exit).toBe(6);
    expect(before.out).toContain(`${STALLED}: is not registered`);
    expect(before.note).toContain('dws schema push');
    const dry = await schema('push', '--dry-run');
    expect(dry.exit).toBe(0);
    expect(dry.out).toContain(`+ ${STALLED}`);
    expect(registry.subjects.size).toBe(0);
    expect((await schema('push')).exit).toBe(0);
    const after = await schema('check', '--json');
    expect(after.exit).toBe(0);
    expect(after.json()).toMatchObject({ registry: registry.url, ok: true });
    expect((await schema('push')).out).toMatch(/^0 registered, 0 refused, \d+ as they should be\n$/);
  });

  it('name what a breaking change breaks, and push nothing', async () => {
    registry.put(STALLED, { type: 'record', name: 'OpportunityStalled', namespace: 'elsewhere', fields: [] });
    const check = await schema('check');
    expect(check.exit).toBe(6);
    expect(check.out).toContain(`${STALLED}: version 1: record: renamed from elsewhere.OpportunityStalled`);
    expect(check.out).toContain(`${STALLED}: compatibility is not set, expected FULL_TRANSITIVE`);
    const push = await schema('push', '--json');
    expect(push.exit).toBe(4);
    expect(push.json()).toMatchObject({ pushed: false, refused: [STALLED] });
    expect(registry.subjects.size).toBe(1);
  });

  it('notice a level that somebody loosened', async () => {
    await schema('push');
    registry.levels.set(STALLED, 'NONE');
    const { exit, out } = await schema('check');
    expect([exit, out]).toEqual([6, expect.stringContaining(`${STALLED}: compatibility is NONE`)]);
  });

  it('say that the registry does not answer, or that none is named', async () => {
    registry.mood = 'failing';
    expect((await schema('check')).exit).toBe(5);
    const none = await dws(['schema', 'check']);
    expect(none.exit).toBe(2);
    expect(none.note).toContain('Set SCHEMA_REGISTRY_URL=');
  });
});

describe('schema infer', () => {
  const file = (name: string, ...rows: unknown[]): void =>
    writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

  it('proposes a schema from a file, and flags what may be personal', async () => {
    file('order.placed.jsonl', { orderId: 'O-1', email: 'ann@example.com' }, { orderId: 'O-2' });
    const { exit, out, note } = await schema(
      ...['infer', 'order.placed.jsonl', '--domain', 'customer-experience', '--subject', 'orderId'],
    );
    expect(exit).toBe(0);
    expect(JSON.parse(out.slice(0, out.indexOf('\n\n')))).toMatchObject({
      name: 'OrderPlaced',
      namespace: 'dws.signals.customer_experience.v1',
      dws: { type: 'order.placed', domain: 'customer-experience', subject: 'orderId' },
      fields: [
        { name: 'orderId', type: 'string' },
        { name: 'email', type: ['null', 'string'], default: null },
      ],
    });
    expect(out).toContain('may be personal data: email');
    expect(note).toContain('schemas/signals/order.placed.avsc');
  });

  it('gives the same as JSON', async () => {
    file('a.jsonl', { at: '2026-03-01T09:30:00.000Z' });
    const { json } = await schema('infer', 'a.jsonl', '--form', 'avro', '--json');
    expect(json()).toMatchObject({
      rows: 1,
      schema: { name: 'A', fields: [{ name: 'at', type: { logicalType: 'timestamp-millis' } }] },
      fields: [{ field: 'at', present: 1, of: 1 }],
    });
  });

  it.each([
    [['none.jsonl'], 3],
    [['empty.jsonl'], 1],
    [['list.jsonl'], 1],
    [['a.jsonl', '--domain', 'nowhere'], 2],
    [['a.jsonl', '--subject', 'b'], 2],
  ])('refuses %j', async (argv, exit) => {
    writeFileSync(join(folder, 'empty.jsonl'), '');
    writeFileSync(join(folder, 'list.jsonl'), '[1]\n');
    file('a.jsonl', { a: 1 });
    expect((await schema('infer', ...argv)).exit).toBe(exit);
  });
});
