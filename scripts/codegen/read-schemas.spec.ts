import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '@dws/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSchemas } from './read-schemas.ts';

const id = { name: 'id', type: 'string', doc: 'Id.' };
const good = {
  type: 'record',
  name: 'Happened',
  namespace: 'dws.signals.revenue.v1',
  doc: 'Something happened.',
  dws: { type: 'it.happened', domain: 'revenue', subject: 'id' },
  fields: [id],
};
const withField = (field: JsonValue): JsonObject => ({ ...good, fields: [id, field] });

describe('readSchemas', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dws-schemas-'));
    mkdirSync(join(directory, 'signals'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const read = (schema: JsonObject, file = 'it.happened.avsc'): ReturnType<typeof readSchemas> => {
    writeFileSync(join(directory, 'signals', file), JSON.stringify(schema));
    return readSchemas(directory);
  };

  it('reads a signal with its domain and subject', () => {
    expect(read(good).messages[0]).toMatchObject({
      type: 'it.happened',
      signal: { domain: 'revenue', subject: 'id' },
      record: { title: 'Happened', fields: [{ name: 'id', kind: { is: 'string' }, optional: false }] },
    });
  });

  it.each<[string, JsonObject]>([
    [
      'signals/it.happened.avsc Happened.n: "enum" is not used here',
      withField({ name: 'n', doc: 'N.', type: { type: 'enum' } }),
    ],
    ['"float" is no type used here', withField({ name: 'n', doc: 'N.', type: 'float' })],
    [
      'the only union is ["null", T]',
      withField({ name: 'n', doc: 'N.', type: ['string', 'null'], default: null }),
    ],
    ['nothing else has a default', withField({ name: 'n', doc: 'N.', type: 'string', default: '' })],
    ['"doc" is missing', withField({ name: 'n', type: 'string' })],
    ['field names are camelCase', withField({ name: 'a_b', doc: 'N.', type: 'string' })],
    ['field "id" stands twice', withField(id)],
    ['there is no record dws.types.v1.None', withField({ name: 'n', doc: 'N.', type: 'dws.types.v1.None' })],
    [
      'personal data stands in a string',
      withField({ name: 'n', doc: 'N.', type: 'int', personal: { subject: 'id' } }),
    ],
    [
      'subject "who" is no required string',
      withField({ name: 'n', doc: 'N.', type: 'string', personal: { subject: 'who' } }),
    ],
    ['"sales" is not a domain', { ...good, dws: { ...good.dws, domain: 'sales' } }],
    ['namespace is dws.signals.finance.v1', { ...good, dws: { ...good.dws, domain: 'finance' } }],
    ['subject "who" is no required string', { ...good, dws: { ...good.dws, subject: 'who' } }],
    ['belongs in it.did.avsc', { ...good, dws: { ...good.dws, type: 'it.did' } }],
    ['needs at least one field', { ...good, fields: [] }],
  ])('refuses a schema: %s', (message, schema) => {
    expect(() => read(schema)).toThrow(message);
  });

  it('refuses two records of one title', () => {
    read(good);
    const twin = { ...good, dws: { ...good.dws, type: 'it.happened-again' } };
    expect(() => read(twin, 'it.happened-again.avsc')).toThrow('titles are unique');
  });
});
