import { describe, expect, it } from 'vitest';
import { DELETED, streamSettingsOf, undeletedAt } from './stream-settings.ts';

const settingsOf = (json: string) => streamSettingsOf(Buffer.from(json));

describe('settings of a stream', () => {
  it('are read as the server writes them', () => {
    const json =
      '{"$maxCount":3,"$maxAge":2,"$tb":5,"$cacheControl":15,"$acl":{"$r":"ops","$w":["a","b"],"$x":1},"mine":{"$tb":9}}';
    expect(settingsOf(json)).toEqual({
      maxCount: 3,
      maxAgeMs: 2_000,
      truncateBefore: 5,
      cacheControlSeconds: 15,
      acl: { read: ['ops'], write: ['a', 'b'] },
    });
  });

  it('say "deleted" with the largest 64-bit number alone', () => {
    expect(settingsOf('{"$tb":9223372036854775807}')).toEqual({ truncateBefore: DELETED });
    expect(settingsOf('{"$tb":9223372036854775806}').truncateBefore).toBeLessThan(DELETED);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no object', '[{"$maxCount":1}]'],
    ['a fraction', '{"$maxCount":2.5}'],
    ['text for a number', '{"$maxCount":"2"}'],
    ['more than 64 bits', '{"$maxCount":9223372036854775808}'],
    ['malformed roles beside a good count', '{"$maxCount":1,"$acl":{"$r":5}}'],
    ['nothing', ''],
  ])('that hold %s count as none', (_, json) => {
    expect(settingsOf(json)).toEqual({});
  });

  it('below their least value count as not given', () => {
    expect(settingsOf('{"$maxCount":0,"$maxAge":-1,"$tb":-1,"$cacheControl":0}')).toEqual({});
  });
});

describe('settings of a stream that comes back', () => {
  it('keep everything but where it begins', () => {
    const json = Buffer.from('{"$tb":9223372036854775807,"$acl":{"$r":"ops"},"count":7}');
    expect(undeletedAt(json, 4)?.toString()).toBe('{"$tb":4,"$acl":{"$r":"ops"},"count":7}');
  });

  it('are not written where there was no object', () => {
    expect(undeletedAt(Buffer.from('nonsense'), 4)).toBeUndefined();
  });
});
