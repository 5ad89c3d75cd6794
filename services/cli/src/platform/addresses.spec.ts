import { expect, it } from 'vitest';
import { addressOf } from './addresses.ts';

it('takes an address with or without a slash at its end, and no other text', () => {
  expect(addressOf('DWS_URL', { env: { DWS_URL: 'https://dws.example/api/v1/' } })).toBe(
    'https://dws.example/api/v1',
  );
  expect(() => addressOf('DWS_URL', { env: { DWS_URL: 'ftp://dws' } })).toThrow('expected DWS_URL like http');
});
