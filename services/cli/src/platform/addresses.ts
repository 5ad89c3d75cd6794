import { DwsError } from '@dws/kernel';
import type { Shell } from '../shell/shell.ts';

/** Settings of the CLI's own, with their defaults. */
export const ADDRESSES = {
  DWS_URL: 'http://127.0.0.1:4000/api/v1',
  DWS_GATEWAY_URL: 'http://127.0.0.1:4100',
} as const;

const DATA = '.dws/data';

/** @throws DwsError `config-invalid` when the setting is no HTTP address */
export function addressOf(setting: keyof typeof ADDRESSES, { env }: Pick<Shell, 'env'>): string {
  const value = env[setting] || ADDRESSES[setting];
  if (/^https?:\/\/[^/]/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw new DwsError('config-invalid', `expected ${setting} like ${ADDRESSES[setting]}, found "${value}"`, {
    setting,
  });
}

/** Folder of the platform's files, as `DWS_DATA` names it. */
export function dataFolder({ env }: Pick<Shell, 'env'>): string {
  return env['DWS_DATA'] || DATA;
}
