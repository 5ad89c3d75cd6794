import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import type { JsonValue } from './json.ts';

describe('canonical JSON', () => {
  it('gives the example of RFC 8785, section 3.2.2 and 3.2.3', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders members by UTF-16 code units', () => {
    expect(
      canonicalJson({
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\ud83d\ude00': 5,
        '\u0080': 6,
        '\u00f6': 7,
      }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { a: ['\udc00'] }])('refuses %j', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('orders the members of an object with many', () => {
    const names = Array.from({ length: 60 }, (_, index) => `name${String(index).padStart(2, '0')}`);
    const backwards = Object.fromEntries(names.toReversed().map((name) => [name, 1]));
    expect(canonicalJson(backwards)).toBe(`{${names.map((name) => `"${name}":1`).join(',')}}`);
  });

  it('agrees with the canonicalize package', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(canonicalJson(value as JsonValue)).toBe(canonicalize(value));
      }),
    );
  });
});
