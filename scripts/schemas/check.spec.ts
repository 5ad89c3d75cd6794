import { allContracts } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { checkAll } from './check.ts';

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
