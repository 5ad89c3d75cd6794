import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearPattern } from './linear-pattern.ts';

const NAMES = ['case-1', 'worker-churn-signal', '$settings', '$$case-1', 'signal-accepted', 'planned', ''];

describe('a pattern of a filter', () => {
  it.each([
    ['^[^\\$].*', 'of the official clients, which leaves system events out'],
    ['^(?!(\\$.+$))', 'of the Python client by default'],
    ['^(?!(\\$.+$|planned$))', 'of the Python client with names to leave out'],
    ['^case-.*|planned$', 'with alternatives'],
    ['^(?!\\$)(?=[cw])[a-z]+-', 'with two conditions'],
    ['^(?!case\\)|[)]x)c', 'with brackets that stand for themselves'],
    ['(?i)^CASE', 'with a flag'],
    ['^(?:case|worker)-\\w+', 'with a group'],
  ])('%s, %s, means what it means elsewhere', (pattern) => {
    const test = linearPattern(pattern);
    const elsewhere = new RegExp(pattern.replace('(?i)', ''), pattern.startsWith('(?i)') ? 'i' : '');
    for (const name of NAMES)
      expect({ name, passes: test(name) }).toEqual({ name, passes: elsewhere.test(name) });
  });

  it('takes time in proportion to the name, where backtracking would take for ever', () => {
    const name = `${'a'.repeat(50_000)}!`;
    for (const pattern of ['^(a+)+$', '(a|aa)+$', '(x+x+)+y', '^(?!(a+)+$)a', '(.*)*$.', '^((a*)*)*b']) {
      const began = performance.now();
      linearPattern(pattern)(name);
      expect(performance.now() - began).toBeLessThan(3_000);
    }
  });

  it.each([
    ['a'.repeat(513), 'at most 512 characters'],
    ['.{1000}.{1000}', 'fewer repetitions'],
    ['((a{100}){100}){100}', 'repeat count'],
    ['(', 'missing'],
    ['^(?!a', 'closed'],
    ['^(?!a)b|c', 'in brackets'],
    ['(a)\\1', 'escape'],
    ['a(?!b)', '(?!'],
  ])('number %# of those that cannot be tested so is refused, with the reason', (pattern, reason) => {
    expect(() => linearPattern(pattern)).toThrow(reason);
  });

  it('that nobody vouches for is a test or a refusal, at once', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '(?!',
      '(?=',
      '[',
      ']',
      '^',
      '$',
      '|',
      '*',
      '+',
      '{9}',
      '{1000}',
      '\\',
      'a',
      '.',
      '\\p{L}',
      '\\Q',
      '-',
    );
    const pattern = fc.oneof(
      fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(pattern, fc.string({ maxLength: 200 }), (given, name) => {
        const began = performance.now();
        try {
          expect(linearPattern(given)(name)).toBeTypeOf('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).not.toBe('');
        }
        expect(performance.now() - began).toBeLessThan(2_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
