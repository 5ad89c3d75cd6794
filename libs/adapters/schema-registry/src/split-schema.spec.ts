import { allContracts } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { assemble, splitSchema } from './split-schema.ts';

const currency: JsonObject = {
  type: 'record',
  name: 'Currency',
  namespace: 'shared',
  fields: [{ name: 'code', type: 'string' }],
};
const money: JsonObject = {
  type: 'record',
  name: 'Money',
  namespace: 'shared',
  fields: [
    { name: 'minor', type: 'long' },
    { name: 'currency', type: currency },
  ],
};
const line: JsonObject = {
  type: 'record',
  name: 'Line',
  namespace: 'orders',
  fields: [{ name: 'price', type: ['null', money], default: null }],
};
const order: JsonObject = {
  type: 'record',
  name: 'Order',
  namespace: 'orders',
  fields: [
    { name: 'lines', type: { type: 'array', items: line } },
    { name: 'total', type: 'shared.Money' },
  ],
};

describe('a self-contained schema', () => {
  it('is taken apart by namespace, what is referred to first', () => {
    const parts = splitSchema(order);
    expect(parts.map(({ name, refersTo }) => [name, refersTo])).toEqual([
      ['shared.Money', []],
      ['orders.Order', ['shared.Money']],
    ]);
    // A record of the same namespace stays in place, in either.
    expect(parts[0]?.schema).toEqual(money);
    expect(parts[1]?.schema).toEqual({
      ...order,
      fields: [
        {
          name: 'lines',
          type: {
            type: 'array',
            items: { ...line, fields: [{ name: 'price', type: ['null', 'shared.Money'], default: null }] },
          },
        },
        { name: 'total', type: 'shared.Money' },
      ],
    });
  });

  it('comes back whole, each record defined at its first use', () => {
    const [, top] = splitSchema(order);
    expect(assemble(top!.schema, (name) => (name === 'shared.Money' ? money : undefined))).toEqual(order);
    expect(top!.whole).toEqual(order);
  });

  it('keeps a name that nobody defines, for the reader to refuse', () => {
    const schema = { ...order, fields: [{ name: 'a', type: 'nowhere.Found' }] };
    expect(assemble(schema, () => undefined)).toEqual(schema);
  });

  it('is the same again for every type of ours', () => {
    for (const { schema } of allContracts()) expect(splitSchema(schema).at(-1)?.whole).toEqual(schema);
  });
});
