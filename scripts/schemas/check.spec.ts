import { join } from 'node:path';
import { allContracts } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { checkAll } from './check.ts';
import { readFrozen } from './files.ts';

const SCHEMAS = join(import.meta.dirname, '../../schemas');
const current = new Map(allContracts().map(({ type, schema }) => [type, schema]));
const frozen = [...current].map(([type, schema]) => ({ type, version: 1, schema }));

const without = (type: string, field: string): JsonObject => {
  const schema = current.get(type) as JsonObject;
  const fields = (schema['fields'] as readonly JsonObject[]).filter(({ name }) => name !== field);
  return { ...schema, fields };
};

describe('checkAll', () => {
  it('finds every schema compatible with itself', () => {
    expect(checkAll(current, frozen)).toEqual([]);
  });

  it('looks at every version, not only the latest', () => {
    const versions = [
      { type: 'ticket.created', version: 1, schema: without('ticket.created', 'channel') },
      { type: 'ticket.created', version: 2, schema: without('ticket.created', 'accountId') },
      { type: 'ticket.created', version: 3, schema: current.get('ticket.created') as JsonObject },
    ];
    expect(checkAll(current, versions)).toEqual([
      'ticket.created, against version 1: channel: added, and required: only ["null", T] with default null may come and go',
      'ticket.created, against version 1: Avro: values of the earlier schema cannot be read with the later one',
    ]);
  });

  it('misses a type that is gone', () => {
    expect(checkAll(new Map(), frozen.slice(0, 1))).toEqual([
      `${frozen[0]!.type}: removed, but version 1 is stored for ever`,
    ]);
  });
});

/** Every way in which a change of one schema breaks whoever reads or wrote it. */
const BREAKS: readonly [string, (fields: readonly JsonObject[]) => readonly JsonObject[]][] = [
  ['takes a required field away', (fields) => fields.slice(1)],
  ['adds a required field', (fields) => [...fields, { name: 'addedSince', type: 'string' }]],
  ['adds one with a default', (fields) => [...fields, { name: 'addedSince', type: 'string', default: '' }]],
  [
    'renames a field',
    ([first, ...rest]) => [{ ...first, name: 'renamed', aliases: [first?.['name'] ?? ''] }, ...rest],
  ],
  ['changes a type', ([first, ...rest]) => [{ ...first, type: 'bytes' }, ...rest]],
];

describe('the versions that are out in the world', () => {
  const released = readFrozen(SCHEMAS);
  const latest = new Map(released.map((one) => [one.type, one]));

  it('are those of release 0.1.0 and later, and every schema as it is now goes with each of them', () => {
    expect(released.length).toBeGreaterThanOrEqual(53);
    expect(checkAll(current, released)).toEqual([]);
  });

  it.each(BREAKS)('are kept from a change that %s, of whatever type', (_how, change) => {
    for (const [type, one] of latest) {
      const { schema } = one;
      const fields = schema['fields'] as readonly JsonObject[];
      const required = fields.toSorted((one, other) => Number(isOptional(one)) - Number(isOptional(other)));
      const broken = { ...schema, fields: change(required) };
      expect(checkAll(new Map([[type, broken]]), [one]), type).not.toEqual([]);
    }
  });

  it('let an optional field come and go', () => {
    for (const [type, one] of latest) {
      const { schema } = one;
      const fields = schema['fields'] as readonly JsonObject[];
      const added = { name: 'addedSince', type: ['null', 'string'], default: null };
      const grown = new Map([[type, { ...schema, fields: [...fields, added] }]]);
      expect(checkAll(grown, [one]), type).toEqual([]);
    }
  });
});

function isOptional({ type }: JsonObject): boolean {
  return Array.isArray(type) && type[0] === 'null';
}
