import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST_LOCAL_NUMBER } from '@dws/contracts/avro';
import { schemaFingerprint } from '@dws/contracts/schema-fingerprint';
import { describe, expect, it } from 'vitest';
import { assignIds, FIRST_NUMBER, type SchemaId } from './schema-ids.ts';

const text = { type: 'record', name: 'A', namespace: 'n', fields: [{ name: 'a', type: 'string' }] };
const number = { type: 'record', name: 'A', namespace: 'n', fields: [{ name: 'a', type: 'int' }] };
const row = (id: number, type: string, version: number, schema = text): SchemaId => ({
  id: 2_000_000_000 + id,
  type,
  version,
  fingerprint: schemaFingerprint(schema),
});
const before = [row(1, 'a', 1), row(7, 'b', 1)];
const never = (): boolean => false;
const always = (): boolean => true;

describe('assignIds', () => {
  it('begins where no registry will ever be, as the frame says', () => {
    expect(FIRST_NUMBER).toBe(FIRST_LOCAL_NUMBER);
    expect(assignIds([], [{ type: 'a', schema: text }], never)).toEqual([row(1, 'a', 1)]);
  });

  it('leaves the numbers of what did not change, and of what is gone', () => {
    expect(assignIds(before, [{ type: 'a', schema: { ...text, doc: 'Said better.' } }], always)).toEqual(
      before,
    );
  });

  it('gives a new type the next number, never one that was used', () => {
    expect(assignIds(before, [{ type: 'c', schema: text }], always)).toEqual([...before, row(8, 'c', 1)]);
  });

  it('keeps the number of a changed schema while nobody outside has seen it', () => {
    expect(assignIds(before, [{ type: 'a', schema: number }], never)).toEqual([
      row(1, 'a', 1, number),
      row(7, 'b', 1),
    ]);
  });

  it('makes the next version of a frozen one, once', () => {
    const after = [...before, row(8, 'a', 2, number)];
    const isFrozen = (_type: string, version: number): boolean => version === 1;
    expect(assignIds(before, [{ type: 'a', schema: number }], isFrozen)).toEqual(after);
    expect(assignIds(after, [{ type: 'a', schema: number }], isFrozen)).toEqual(after);
  });
});

describe('schemas/ids.json', () => {
  const path = join(import.meta.dirname, '../../schemas/ids.json');
  const rows = JSON.parse(readFileSync(path, 'utf8')) as readonly SchemaId[];

  it('gives each version of each type one number, in the order they came', () => {
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_row, index) => 2_000_000_001 + index));
    expect(new Set(rows.map(({ type, version }) => `${type} ${version}`)).size).toBe(rows.length);
  });

  it('keeps the first numbers as they were given: they stand in messages', () => {
    expect(rows.slice(0, 4).map(({ id, type, version }) => [id, type, version])).toEqual([
      [2_000_000_001, 'action-executed', 1],
      [2_000_000_002, 'action-failed', 1],
      [2_000_000_003, 'action-in-doubt', 1],
      [2_000_000_004, 'action-proposal', 1],
    ]);
  });
});
