import type { JsonObject } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { createAvroCodec } from './avro/index.ts';
import { contractOf, isInstant, parseEvent, serialiseEvent, type FieldProtection } from './index.ts';

const feedback = {
  kind: 'correction',
  by: 'maria',
  at: '2026-03-01T09:30:00.000Z',
  detail: { now: 'billing' },
  reopens: false,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Hides what a mark at the top level points at, as encryption will. */
const hiding: FieldProtection = {
  protect: (_type, fields, value) =>
    fields.reduce<JsonObject>(
      (v, { path: [member = ''] }) => ({ ...v, [member]: { sealed: v[member]! } }),
      value,
    ),
  unprotect: (_type, fields, value) =>
    fields.reduce<JsonObject>(
      (v, { path: [member = ''] }) => ({ ...v, [member]: (v[member] as JsonObject)['sealed']! }),
      value,
    ),
};

describe('the store form', () => {
  it('is canonical JSON and reads back', () => {
    const stored = serialiseEvent({ type: 'feedback', data: feedback });
    expect(new TextDecoder().decode(stored)).toBe(
      '{"at":"2026-03-01T09:30:00.000Z","by":"maria","detail":{"now":"billing"},"kind":"correction","reopens":false}',
    );
    expect(parseEvent('feedback', stored)).toEqual(feedback);
  });

  it('passes over members that a later version added', () => {
    expect(parseEvent('feedback', bytes(JSON.stringify({ ...feedback, later: 1 })))).toMatchObject(feedback);
  });

  it.each([
    [bytes('{'), 'payload-malformed'],
    [bytes('[]'), 'payload-malformed'],
    [Uint8Array.of(0x22, 0xff, 0x22), 'payload-malformed'],
    [bytes('{}'), 'payload-invalid'],
  ])('refuses %#', (stored, code) => {
    expect(() => parseEvent('feedback', stored)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the seam for personal data', () => {
  it('is handed the marks of the type, with their subjects', () => {
    expect(contractOf('feedback').personal).toEqual([{ path: ['detail'], subject: ['by'] }]);
    expect(contractOf('context-assembled').personal).toContainEqual({
      path: ['records', '*', 'fields'],
      subject: ['records', '*', 'id'],
    });
  });

  it('stands in both forms', () => {
    const stored = serialiseEvent({ type: 'feedback', data: feedback }, hiding);
    expect(new TextDecoder().decode(stored)).toContain('"detail":{"sealed":{"now":"billing"}}');
    expect(parseEvent('feedback', stored, hiding)).toEqual(feedback);
    const book = { idOf: () => 1, schemaOf: () => contractOf('feedback').schema };
    const sent = createAvroCodec(book, hiding).encode('feedback', feedback);
    expect(createAvroCodec(book).decode(sent).value['detail']).toEqual({ sealed: { now: 'billing' } });
    expect(createAvroCodec(book, hiding).decode(sent).value).toEqual(feedback);
  });
});

describe('validate', () => {
  it('lists every issue with its path and never quotes the value', () => {
    const wrong = {
      ...feedback,
      at: '2026-02-29T00:00:00.000Z',
      detail: { a: [Number.NaN] },
      by: null,
      more: 'x',
    };
    expect(contractOf('feedback').validate(wrong)).toEqual([
      { path: 'by', message: 'expected text, found null' },
      {
        path: 'at',
        message: 'expected an RFC 3339 instant in UTC such as 2026-03-01T09:30:00.000Z, found text',
      },
      { path: 'detail.a[0]', message: 'expected a finite number, found a number' },
      { path: 'more', message: 'the schema knows no such member' },
    ]);
    expect(contractOf('feedback').validate({ ...feedback, proposalId: null })).toEqual([
      { path: 'proposalId', message: 'leave the member out instead of null' },
    ]);
    expect(contractOf('feedback').validate('x')).toEqual([
      { path: '', message: 'expected an object, found text' },
    ]);
  });
});

describe('isInstant', () => {
  it.each(['2024-02-29T23:59:59.999Z', '2000-02-29T00:00:00.000Z'])('takes %s', (text) => {
    expect(isInstant(text)).toBe(true);
  });
  it.each([
    '2023-02-29T00:00:00.000Z',
    '1900-02-29T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-03-01T24:00:00.000Z',
    '2026-03-01T09:30:60.000Z',
    '2026-03-01T09:30:00Z',
    '2026-03-01T09:30:00.000+00:00',
    '2026-03-01',
  ])('refuses %s', (text) => {
    expect(isInstant(text)).toBe(false);
  });
});
