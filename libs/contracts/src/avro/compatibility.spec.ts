import type { JsonObject, JsonValue } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from './compatibility.ts';

const field = (name: string, type: JsonValue, more: JsonObject = {}): JsonObject => ({ name, type, ...more });
const optional = (name: string, type: JsonValue): JsonObject =>
  field(name, ['null', type], { default: null });
const record = (name: string, ...fields: JsonObject[]): JsonObject => ({
  type: 'record',
  name,
  namespace: 'dws.types.v1',
  fields,
});

const money = record('Money', field('amountMinor', 'long'), field('currency', 'string'));
const id = field('invoiceId', 'string');
const before = record('Invoice', id, field('amount', money), optional('note', 'string'));

describe('incompatibilities', () => {
  it('lets optional members come and go, at any depth', () => {
    const richer = record('Money', ...(money['fields'] as JsonObject[]), optional('rounded', 'boolean'));
    expect(incompatibilities(before, record('Invoice', id, field('amount', richer)))).toEqual([]);
    expect(incompatibilities(before, { ...before, doc: 'Said better.' })).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['a removed field', record('Invoice', id, optional('note', 'string')), 'amount: removed, and required'],
    [
      'a field added without a default',
      record('Invoice', id, field('amount', money), field('dueDate', 'string')),
      'dueDate: added, and required',
    ],
    [
      'a field added with a default that the JSON form would not know',
      record('Invoice', id, field('amount', money), field('dueDate', 'string', { default: '' })),
      'dueDate: added, and required',
    ],
    [
      'a renamed field',
      record('Invoice', field('id', 'string', { aliases: ['invoiceId'] }), field('amount', money)),
      'invoiceId: removed, and required',
    ],
    [
      'a changed type',
      record('Invoice', id, field('amount', 'double')),
      'amount: changed from dws.types.v1.Money to double',
    ],
    [
      'a wider number, which only one direction can read',
      record(
        'Invoice',
        id,
        field('amount', record('Money', field('amountMinor', 'double'), field('currency', 'string'))),
      ),
      'amount.amountMinor: changed from long to double',
    ],
    [
      'bytes for text, which Avro alone would let pass',
      record('Invoice', field('invoiceId', 'bytes'), field('amount', money)),
      'invoiceId: changed from string to bytes',
    ],
    [
      'a format on what was any text, which Avro does not see',
      record('Invoice', field('invoiceId', { type: 'string', format: 'date-time' }), field('amount', money)),
      'invoiceId: changed from string to date-time',
    ],
    [
      'a required field that becomes optional',
      record('Invoice', optional('invoiceId', 'string'), field('amount', money)),
      'invoiceId: changed from string to optional string',
    ],
    ['a renamed record', { ...before, name: 'Bill' }, 'record: renamed from dws.types.v1.Invoice'],
  ])('refuses %s', (_what, after, message) => {
    expect(incompatibilities(before, after).join('\n')).toContain(message);
  });

  it('refuses to make personal data public, and lets a mark be added', () => {
    const marked = record('Invoice', { ...id, personal: { subject: 'invoiceId' } });
    const plain = record('Invoice', id);
    expect(incompatibilities(marked, plain)).toEqual([
      'invoiceId: no longer marked personal, though what is stored is encrypted',
    ]);
    expect(incompatibilities(plain, marked)).toEqual([]);
  });

  it('has Avro itself agree that values go both ways', () => {
    const widened = record(
      'Invoice',
      id,
      field('amount', money),
      optional('note', 'string'),
      field('n', 'int'),
    );
    expect(incompatibilities(before, widened)).toContain(
      'Avro: values of the earlier schema cannot be read with the later one',
    );
    expect(incompatibilities(widened, before)).toContain(
      'Avro: values of the later schema cannot be read with the earlier one',
    );
  });
});
