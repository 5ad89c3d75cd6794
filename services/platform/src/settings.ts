import { settingsSchema } from '@dws/host';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Settings of the all-in-one platform, besides those that every service has. */
export const platformSettings = settingsSchema.extend({
  DWS_HOST: z.string().default('127.0.0.1').describe('Address of console, gateway and sandbox.'),
  DWS_PORT: port(4000).describe('Port of console and API.'),
  DWS_GATEWAY_PORT: port(4100).describe('Port of the signal gateway.'),
  SANDBOX_PORT: port(7400).describe('Port of the sandbox company.'),
  SANDBOX_SEED: z.coerce.number().int().default(7).describe('What the sandbox company is grown from.'),
  SANDBOX_FILE: z
    .string()
    .default('')
    .describe('SQLite file of the sandbox company; sandbox.db in DWS_DATA when empty.'),
  SIGNAL_RATE: z.coerce
    .number()
    .min(0)
    .max(5_000)
    .default(1)
    .describe('Signals a second that the sandbox emits.'),
});

export type PlatformSettings = z.infer<typeof platformSettings>;
