import { describe, expect, it } from 'vitest';
import { RecordTable } from './record-table.ts';

function tableOf(...records: readonly (readonly [id: string, fields: Record<string, string | string[]>])[]) {
  const table = new RecordTable();
  for (const [id, fields] of records) table.put({ id, version: 'v1', updatedAt: '', fields });
  return table;
}

const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id);

describe('a table of records', () => {
  it('finds by several fields and by a member of a list', () => {
    const table = tableOf(
      ['a', { tier: 'starter', domains: ['x.example', 'y.example'] }],
      ['b', { tier: 'starter', domains: ['y.example'] }],
      ['c', { tier: 'business', domains: ['y.example'] }],
    );
    expect(ids(table.find({ domains: 'y.example' }, 10))).toEqual(['a', 'b', 'c']);
    expect(ids(table.find({ domains: 'y.example', tier: 'starter' }, 10))).toEqual(['a', 'b']);
    expect(ids(table.find({ domains: 'x.example', tier: 'business' }, 10))).toEqual([]);
    expect(ids(table.find({}, 2))).toEqual(['a', 'b']);
  });

  it('keeps its index up when a record changes after the first search', () => {
    const table = tableOf(['a', { tier: 'starter' }], ['b', { tier: 'business' }]);
    expect(ids(table.find({ tier: 'starter' }, 10))).toEqual(['a']);
    table.put({ id: 'a', version: 'v2', updatedAt: '', fields: { tier: 'business' } });
    expect(ids(table.find({ tier: 'starter' }, 10))).toEqual([]);
    expect(ids(table.find({ tier: 'business' }, 10))).toEqual(['b', 'a']);
  });
});
