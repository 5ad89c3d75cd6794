import { CONTROL_PLANE_DEFAULTS } from '@dws/control-plane';
import { GATEWAY_DEFAULTS } from '@dws/signal-gateway';
import { expect, it } from 'vitest';
import { ADDRESSES, addressOf } from './addresses.ts';

it('looks where the services listen by default', () => {
  const { host, port } = CONTROL_PLANE_DEFAULTS;
  expect(ADDRESSES.DWS_URL).toBe(`http://${host}:${port}/api/v1`);
  expect(ADDRESSES.DWS_GATEWAY_URL).toBe(`http://${GATEWAY_DEFAULTS.host}:${GATEWAY_DEFAULTS.port}`);
});

it('takes an address with or without a slash at its end, and no other text', () => {
  expect(addressOf('DWS_URL', { env: { DWS_URL: 'https://dws.example/api/v1/' } })).toBe(
    'https://dws.example/api/v1',
  );
  expect(() => addressOf('DWS_URL', { env: { DWS_URL: 'ftp://dws' } })).toThrow('expected DWS_URL like http');
});
