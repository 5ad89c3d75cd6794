import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const field = (name: string, ...anyOf: string[]) => ({ kind: 'field', field: name, anyOf });

describe('a query', () => {
  it.each([
    ['', []],
    ['renewal', [text('renewal')]],
    ['  renewal \t near ', [text('renewal'), text('near')]],
    ['"free text"', [text('free text')]],
    [String.raw`"a \"b\" \\ c"`, [text(String.raw`a "b" \ c`)]],
    ['worker:churn-signal', [field('worker', 'churn-signal')]],
    ['type:closed|expired', [field('type', 'closed', 'expired')]],
    ['note:"usage fell"|renewal', [field('note', 'usage fell', 'renewal')]],
    ['arguments.account:A-7', [field('arguments.account', 'A-7')]],
    ['at:x', [field('at', 'x')]],
    ['amount>1000', [{ kind: 'number', field: 'amount', comparison: '>', value: 1000 }]],
    ['amount>=-1.5e3', [{ kind: 'number', field: 'amount', comparison: '>=', value: -1500 }]],
    ['amount<"7"', [{ kind: 'number', field: 'amount', comparison: '<', value: 7 }]],
    ['-type:waiting', [{ kind: 'not', condition: field('type', 'waiting') }]],
    ['- a', null],
    ['from:2026-03-01', [{ kind: 'time', from: '2026-03-01T00:00:00.000Z', to: null }]],
    ['to:2026-03-01', [{ kind: 'time', from: null, to: '2026-03-01T23:59:59.999Z' }]],
    ['at>2026-03-01', [{ kind: 'time', from: '2026-03-02T00:00:00.000Z', to: null }]],
    ['at<2026-03-01T09:30:00Z', [{ kind: 'time', from: null, to: '2026-03-01T09:29:59.999Z' }]],
    ['http://x.example/a', [field('http', '//x.example/a')]],
    ['Zoë', [text('Zoë')]],
  ])('%s', (query, expected) => {
    if (expected === null)
      expect(() => parseQuery(query)).toThrow('character 1: expected a letter or a digit');
    else expect(parseQuery(query)).toEqual(expected);
  });

  it.each([
    ['amount>many', 'character 8: expected a number behind "amount>", found "many"'],
    ['amount>', 'character 8: expected a value'],
    ['type:', 'character 6: expected a value'],
    ['type:a|', 'character 8: expected a value'],
    ['"open', 'character 6: expected a closing quote'],
    ['"a"b', 'character 4: expected a space between conditions'],
    ['--a', 'character 2: expected one minus'],
    ['...', 'character 1: expected a letter or a digit to look for, found "..."'],
    [
      'from:yesterday',
      'character 6: expected a time as 2026-03-01 or 2026-03-01T09:30:00Z, found "yesterday"',
    ],
    ['from:2026-13-01', 'character 6: expected a time as'],
    ['x '.repeat(21), 'character 41: expected at most 20 conditions'],
    ['x'.repeat(501), 'character 501: expected at most 500 characters, found 501'],
  ])('%s is refused, saying what was expected and where', (query, message) => {
    expect(() => parseQuery(query)).toThrow(message);
  });

  it.each([
    '"\\"',
    '-',
    ':',
    '|',
    'a:"',
    '>>>>',
    '\\'.repeat(500),
    '"'.repeat(499),
    'a:b|'.repeat(125),
    '-'.repeat(500),
  ])('is read or refused at once, whatever it is: %s', (query) => {
    try {
      parseQuery(query);
    } catch (error) {
      expect(error).toMatchObject({ code: 'argument-invalid' });
    }
  });
});
