import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { allContracts, contractOf } from '@dws/contracts';
import { canonicalJson, type JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { createFileSchemaCodec, SCHEMAS_DIRECTORY } from './index.ts';

const FIXTURES = join(SCHEMAS_DIRECTORY, 'fixtures');
const codec = createFileSchemaCodec();
await codec.ready();

const textOf = (path: string): string => readFileSync(join(FIXTURES, path), 'utf8').trimEnd();
const bytesOf = (path: string): Buffer => Buffer.from(textOf(path), 'hex');
const recordings = globSync('*/*.avro.hex', { cwd: FIXTURES }).sort();

describe.each(recordings)('%s', (path) => {
  const type = dirname(path);
  const json = textOf(path.replace(/\.v\d+\.avro\.hex$/, '.json'));

  it('decodes to the value it was recorded from', () => {
    expect(codec.decode(bytesOf(path))).toEqual({ type, value: JSON.parse(json) });
  });

  it('stands beside a valid value in the form the store keeps', () => {
    const value = JSON.parse(json) as JsonObject;
    expect(contractOf(type).validate(value)).toEqual([]);
    expect(contractOf(type).serialise(value)).toBe(json);
    expect(canonicalJson(value)).toBe(json);
  });
});

describe('the recordings', () => {
  it('are there for every type', () => {
    const recorded = new Set(recordings.map((path) => dirname(path)));
    expect(
      allContracts()
        .filter(({ type }) => !recorded.has(type))
        .map(({ type }) => type),
    ).toEqual([]);
  });

  it('stand for every value', () => {
    const recorded = new Set(recordings.map((path) => path.replace(/\.v\d+\.avro\.hex$/, '.json')));
    const types = new Set(allContracts().map(({ type }) => type));
    const values = globSync('*/*.json', { cwd: FIXTURES }).filter((path) => types.has(dirname(path)));
    expect(values.filter((path) => !recorded.has(path)).map((path) => basename(path))).toEqual([]);
  });

  /** Written down from the Avro specification: lengths and numbers are zigzag varints, 2n for n ≥ 0. */
  it.each([
    [
      'opportunity.stalled/full.v1.avro.hex',
      // 'O-220' (5 → 0a) · 'A-1042' (6 → 0c) · 'proposal' (8 → 10) · 21 → 2a · 24 characters → 30
      '0a4f2d323230' + '0c412d31303432' + '1070726f706f73616c' + '2a',
      '\x302026-02-08T15:12:41.500Z',
    ],
    [
      'case-linked/full.v1.avro.hex',
      // 36 characters → 48 · 'churn-signal' (12 → 18) · 'A-1042' (6 → 0c) · 24 characters → 30
      Buffer.from('\x485b0e1d8e-6d5a-5a0e-9c0b-0f6d1c2b3a49').toString('hex') +
        '18636875726e2d7369676e616c' +
        '0c412d31303432',
      '\x302026-03-01T09:30:00.250Z',
    ],
  ])('hold %s as the specification says', (path, head, tail) => {
    const bytes = bytesOf(path);
    expect(bytes[0]).toBe(0);
    expect(bytes.subarray(5).toString('hex')).toBe(head + Buffer.from(tail).toString('hex'));
  });
});
