import { allContracts, contractOf } from '@dws/contracts';
import { splitSchema } from './split-schema.ts';
import type { JsonObject } from '@dws/kernel';
import { schemaCodecContract } from '@dws/testing';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { COMPATIBILITY_LEVEL, compareSchemas, pushSchemas, registeredSchemas } from './push-schemas.ts';
import { RegistryClient } from './registry-client.ts';
import { createRegistrySchemaCodec } from './registry-schema-codec.ts';

const client = new RegistryClient({ url: inject('registryUrl') });

beforeAll(async () => {
  await pushSchemas(client);
});

schemaCodecContract('Apicurio Registry', async () => {
  const codec = createRegistrySchemaCodec({ client, clock: { now: () => Date.now() } });
  await codec.ready();
  return codec;
});

describe('the schemas of the repository, pushed', () => {
  it('stand there, every one', async () => {
    const states = await compareSchemas(client);
    expect(states).toHaveLength(registeredSchemas().length);
    expect(states.length).toBeGreaterThan(allContracts().length);
    for (const { state, compatibility } of states)
      expect([state, compatibility]).toEqual(['same', COMPATIBILITY_LEVEL]);
  });

  it('are not pushed a second time', async () => {
    const { subjects: _subjects, ...work } = await pushSchemas(client);
    expect(work).toEqual({ register: [], setCompatibility: [], refused: [] });
  });

  it('are found behind their numbers, marks and references included', async () => {
    const subject = 'dws.signals.finance.v1.InvoiceOverdue';
    const latest = await client.latest(subject);
    expect(await client.schema(latest?.id ?? 0)).toMatchObject({
      schema: { dws: { type: 'invoice.overdue', domain: 'finance', subject: 'invoiceId' } },
      references: [{ name: 'dws.types.v1.Money', subject: 'dws.types.v1.Money', version: 1 }],
    });
    expect(await client.schema(999_999)).toBeNull();
    expect(await client.latest('not.there')).toBeNull();
    expect(await client.version(subject, 77)).toBeNull();
  });

  it('cannot be broken by anybody who registers past us', async () => {
    const { schema } = contractOf('opportunity.stalled');
    const fields = (schema['fields'] as JsonObject[]).map((field) =>
      field['name'] === 'daysInactive' ? { ...field, type: 'string' } : field,
    );
    const broken = { ...schema, fields } as JsonObject;
    const subject = 'dws.signals.revenue.v1.OpportunityStalled';
    await expect(client.register(subject, broken, [])).rejects.toMatchObject({ code: 'schema-refused' });
    const [state] = await compareSchemas(client, splitSchema(broken));
    expect(state).toMatchObject({ subject, state: 'incompatible' });
  });
});
