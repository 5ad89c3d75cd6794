import { parse, v5 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { uuidV5 } from './uuid-v5.ts';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('UUID version 5', () => {
  it('gives the example of RFC 9562, appendix A.4', () => {
    expect(uuidV5('www.example.com', parse(DNS))).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it.each(['', 'a', 'ünïcødé 漢字', 'x'.repeat(10_000), '\u0000\u001f'])(
    'agrees with the uuid package on %j',
    (name) => {
      expect(uuidV5(name, parse(DNS))).toBe(v5(name, DNS));
    },
  );
});
