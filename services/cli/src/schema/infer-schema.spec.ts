import type { JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { inferSchema, type InferOptions } from './infer-schema.ts';

const OPTIONS: InferOptions = { type: 'order.placed', namespace: 'n', marks: {}, form: 'dws' };
const infer = (rows: readonly JsonObject[], form: InferOptions['form'] = 'dws') =>
  inferSchema(rows, { ...OPTIONS, form });

/** The type that is proposed for `a`, and what is said of it. */
function typeOf(values: readonly unknown[], form?: InferOptions['form']): unknown {
  const rows = values.map((a) => (a === undefined ? {} : { a })) as JsonObject[];
  return (infer(rows, form).schema['fields'] as JsonObject[])[0]?.['type'];
}
const noteOf = (values: readonly unknown[]) => infer(values.map((a) => ({ a })) as JsonObject[]).fields[0];

describe('the proposed type', () => {
  it.each([
    ['whole numbers', [1, -5], 'int'],
    ['whole numbers beyond 32 bits', [1, 2_147_483_648], 'long'],
    ['fractions among whole numbers', [1, 2.5], 'double'],
    ['truth', [true, false], 'boolean'],
    ['texts', ['a', 'b'], 'string'],
    ['UTC instants', ['2026-03-01T09:30:00.000Z'], { type: 'string', format: 'date-time' }],
    ['an instant and a text', ['2026-03-01T09:30:00.000Z', 'soon'], 'string'],
    ['lists', [[1], [2, 3]], { type: 'array', items: 'int' }],
    ['nothing but null', [null], ['null', 'string']],
    ['null among others', [1, null], ['null', 'int']],
    ['rows without it', [1, undefined], ['null', 'int']],
    ['numbers and texts', [1, 'a'], 'string'],
    ['objects and texts', [{ x: 1 }, 'a'], { type: 'string', contentMediaType: 'application/json' }],
    ['empty objects', [{}], { type: 'string', contentMediaType: 'application/json' }],
  ])('of %s', (_name, values, type) => {
    expect(typeOf(values)).toEqual(type);
  });

  it.each([
    ['instants', ['2026-03-01T09:30:00Z'], { type: 'long', logicalType: 'timestamp-millis' }],
    ['UUIDs', ['5b0e1d8e-6d5a-5a0e-9c0b-0f6d1c2b3a49'], { type: 'string', logicalType: 'uuid' }],
    [
      'choices',
      Array.from({ length: 20 }, (_, index) => ['open', 'closed'][index % 2]),
      { type: 'enum', name: 'OrderPlacedA', symbols: ['closed', 'open'] },
    ],
  ])('of %s, with Avro’s own means', (_name, values, type) => {
    expect(typeOf(values, 'avro')).toEqual(type);
  });

  it('of objects is a record, and one more where the name is taken', () => {
    const { schema, fields } = infer([
      { a: { b: { c: 1 } }, lines: [{ price: 1.5 }, { price: 2, gift: true }] },
    ]);
    expect(schema).toMatchObject({
      type: 'record',
      name: 'OrderPlaced',
      namespace: 'n',
      dws: { type: 'order.placed' },
      fields: [
        {
          name: 'a',
          type: {
            type: 'record',
            name: 'OrderPlacedA',
            fields: [{ name: 'b', type: { name: 'OrderPlacedAB', fields: [{ name: 'c', type: 'int' }] } }],
          },
        },
        {
          name: 'lines',
          type: {
            type: 'array',
            items: {
              type: 'record',
              name: 'OrderPlacedLinesItem',
              fields: [
                { name: 'price', type: 'double' },
                { name: 'gift', type: ['null', 'boolean'], default: null },
              ],
            },
          },
        },
      ],
    });
    expect(fields.map(({ field, present, of }) => [field, present, of])).toEqual([
      ['a', 1, 1],
      ['a.b', 1, 1],
      ['a.b.c', 1, 1],
      ['lines', 1, 1],
      ['lines[].price', 2, 2],
      ['lines[].gift', 1, 2],
    ]);
  });

  it('of an object that is keyed by data is open JSON', () => {
    const keyed = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`k${index}`, 1]));
    expect(typeOf([keyed])).toEqual({ type: 'string', contentMediaType: 'application/json' });
  });
});

describe('what is said of a field', () => {
  it.each([
    [['2026-03-01T09:30:00+01:00'], 'UTC with milliseconds'],
    [['5b0e1d8e-6d5a-5a0e-9c0b-0f6d1c2b3a49'], 'a UUID'],
    [['2026-03-01'], 'a calendar date'],
    [[2 ** 60 + 2048], 'not exact'],
    [[1, 'a'], 'mixed: text, whole'],
    [Array.from({ length: 20 }, (_, index) => ['b', 'a'][index % 2]), 'a set of choices'],
    [Array.from({ length: 20 }, (_, index) => ['in progress', 'a'][index % 2]), 'a, in progress'],
  ])('%j', (values, note) => {
    expect(noteOf(values)?.notes.join()).toContain(note);
  });

  it('no set of choices where each text comes once', () => {
    expect(noteOf(Array.from({ length: 20 }, (_, index) => `t${index}`))?.notes).toEqual([]);
  });

  it('its new name where Avro does not take the old one', () => {
    const { schema, fields } = infer([{ 'e-mail': 'x', e_mail: 'y', '1st': 1 }]);
    expect((schema['fields'] as JsonObject[]).map(({ name }) => name)).toEqual([
      'e_mail',
      'e_mail_2',
      '_1st',
    ]);
    expect(fields[0]?.notes).toEqual(['renamed from "e-mail": Avro takes letters, digits and _']);
  });

  it.each([
    [{ customerEmail: 'x' }, 'by its name'],
    [{ contact: 'ann@example.com' }, 'look like e-mail'],
    [{ callback: '+49 30 1234567' }, 'look like phone'],
    [{ lastName: 'Moe' }, 'a name'],
    [{ account: 'DE89370400440532013000' }, 'bank accounts'],
  ])('why %j may be personal', (row, why) => {
    expect(infer([row as unknown as JsonObject]).fields[0]?.personal).toContain(why);
  });

  it.each([{ orderId: 'O-1' }, { companyName: 'ACME' }, { pages: 3 }, { status: 'open' }])(
    'nothing personal of %j',
    (row) => {
      expect(infer([row as unknown as JsonObject]).fields[0]?.personal).toBe('');
    },
  );
});
