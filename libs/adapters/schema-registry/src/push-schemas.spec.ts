import { contractOf } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareSchemas, pushSchemas, registeredSchemas } from './push-schemas.ts';
import { RegistryClient } from './registry-client.ts';
import { FakeRegistry } from './testing/fake-registry.ts';

const INVOICE = 'dws.signals.finance.v1.InvoiceOverdue';
const MONEY = 'dws.types.v1.Money';
const invoice = contractOf('invoice.overdue').schema;
const schemas = registeredSchemas([invoice]);

let registry: FakeRegistry;
let client: RegistryClient;
beforeEach(async () => {
  registry = new FakeRegistry();
  await registry.start();
  client = new RegistryClient({ url: registry.url, bounds: { attempts: 1 } });
});
afterEach(() => registry.stop());

/** The schema with one field's type changed, or a field added. */
function with_(schema: JsonObject, name: string, type: unknown, more: object = {}): JsonObject {
  const fields = (schema['fields'] as JsonObject[]).filter((field) => field['name'] !== name);
  return { ...schema, fields: [...fields, { name, type, ...more }] } as JsonObject;
}

const writes = () => registry.asked.filter((line) => !line.startsWith('GET '));

describe('pushing', () => {
  it('registers what is referred to first, with references and FULL_TRANSITIVE, and then has nothing to do', async () => {
    const plan = await pushSchemas(client, { schemas });
    expect(plan).toMatchObject({ register: [MONEY, INVOICE], refused: [] });
    expect([...registry.subjects.keys()]).toEqual([MONEY, INVOICE]);
    expect(registry.subjects.get(INVOICE)?.[0]?.references).toEqual([
      { name: MONEY, subject: MONEY, version: 1 },
    ]);
    expect(JSON.parse(registry.subjects.get(INVOICE)?.[0]?.schema ?? '')).toMatchObject({
      dws: { type: 'invoice.overdue' },
    });
    expect([...registry.levels]).toEqual([
      [MONEY, 'FULL_TRANSITIVE'],
      [INVOICE, 'FULL_TRANSITIVE'],
    ]);
    const before = writes().length;
    expect(await pushSchemas(client, { schemas })).toMatchObject({ register: [], setCompatibility: [] });
    expect(writes()).toHaveLength(before);
  });

  it('changes nothing in a dry run, and says what it would do', async () => {
    const plan = await pushSchemas(client, { schemas, dryRun: true });
    expect(plan).toMatchObject({ register: [MONEY, INVOICE], setCompatibility: [MONEY, INVOICE] });
    expect(writes()).toEqual([]);
  });

  it('sets a level that somebody loosened', async () => {
    await pushSchemas(client, { schemas });
    registry.levels.set(MONEY, 'NONE');
    expect(await pushSchemas(client, { schemas })).toMatchObject({ register: [], setCompatibility: [MONEY] });
    expect(registry.levels.get(MONEY)).toBe('FULL_TRANSITIVE');
  });

  it('adds a version, and names the new version of what it refers to', async () => {
    const [money] = schemas;
    const older = (money!.schema['fields'] as JsonObject[]).slice(0, 2);
    // Before, money had a member that has gone since: optional members may come and go.
    registry.put(MONEY, {
      ...money!.schema,
      fields: [...older, { name: 'scale', type: ['null', 'int'], default: null }],
    });
    await pushSchemas(client, { schemas });
    expect(registry.subjects.get(MONEY)).toHaveLength(2);
    expect(registry.subjects.get(INVOICE)?.[0]?.references).toEqual([
      { name: MONEY, subject: MONEY, version: 2 },
    ]);
  });

  it('pushes nothing at all while one schema breaks what is registered', async () => {
    registry.put(INVOICE, with_(invoice, 'daysOverdue', 'string'));
    const plan = await pushSchemas(client, { schemas });
    expect(plan.refused).toEqual([INVOICE]);
    expect(plan.subjects.find(({ subject }) => subject === INVOICE)?.problems).toEqual([
      'version 1: daysOverdue: changed from string to int',
      'version 1: Avro: values of the earlier schema cannot be read with the later one',
      'version 1: Avro: values of the later schema cannot be read with the earlier one',
    ]);
    expect(writes()).toEqual([]);
  });
});

describe('comparing', () => {
  it('holds ours against every version, not the newest alone', async () => {
    registry.put(INVOICE, with_(invoice, 'daysOverdue', 'string'));
    registry.put(INVOICE, with_(invoice, 'note', ['null', 'string'], { default: null }));
    const [, state] = await compareSchemas(client, schemas);
    expect(state).toMatchObject({ subject: INVOICE, state: 'incompatible' });
  });

  it('tells a newer version of somebody else from a missing one of ours', async () => {
    await pushSchemas(client, { schemas });
    registry.put(INVOICE, with_(invoice, 'note', ['null', 'string'], { default: null }));
    expect(await compareSchemas(client, schemas)).toMatchObject([
      { subject: MONEY, state: 'same', id: 1, version: 1 },
      { subject: INVOICE, state: 'newer', id: 2, version: 1 },
    ]);
  });

  it('fails where the registry does not answer, or is none', async () => {
    registry.mood = 'failing';
    await expect(compareSchemas(client, schemas)).rejects.toMatchObject({ code: 'registry-unavailable' });
    expect(() => new RegistryClient({ url: 'registry:8081' })).toThrow('SCHEMA_REGISTRY_URL');
    expect(() => new RegistryClient({ url: 'registry' })).toThrow('SCHEMA_REGISTRY_URL');
  });

  it('shows no credentials', async () => {
    const secret = new RegistryClient({ url: 'http://ada:s3cret@127.0.0.1:1/', bounds: { attempts: 1 } });
    expect(secret.address).toBe('http://127.0.0.1:1');
    const error: unknown = await secret.latest('a').catch((caught: unknown) => caught);
    expect(String(error)).not.toContain('s3cret');
  });
});
