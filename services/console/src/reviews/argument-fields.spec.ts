import { describe, expect, it } from 'vitest';
import { argumentsOf, fieldsOf } from './argument-fields.ts';

const CHECK_IN = {
  to: ['j.brandt@nordwind.example', 'l.voss@nordwind.example'],
  subject: 'How are things going?',
  body: 'Dear Jana',
  score: 38,
  urgent: false,
  fields: { nextStep: 'call' },
};

describe('the edit form', () => {
  it('gives each argument the input that fits it', () => {
    expect(fieldsOf(CHECK_IN).map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ['to', 'list', 'j.brandt@nordwind.example, l.voss@nordwind.example'],
      ['subject', 'line', 'How are things going?'],
      ['body', 'lines', 'Dear Jana'],
      ['score', 'number', '38'],
      ['urgent', 'switch', 'false'],
      ['fields', 'json', '{\n  "nextStep": "call"\n}'],
    ]);
  });

  it.each([
    [CHECK_IN],
    [{ list: ['one, with a comma'] }],
    [{ list: [] }],
    [{ nothing: null, mixed: ['a', 1], text: '  spaces \r\n kept ' }],
  ])('gives back unedited arguments as they were: %j', (args) => {
    expect(argumentsOf(fieldsOf(args))).toEqual({ ok: true, arguments: args });
  });

  it.each([
    ['number', 'forty'],
    ['number', ''],
    ['number', 'Infinity'],
    ['list', ' , '],
    ['json', '{'],
  ] as const)('names the input that cannot be read: %s %j', (kind, text) => {
    expect(argumentsOf([{ name: 'field', kind, text }])).toMatchObject({ ok: false, name: 'field' });
  });
});
