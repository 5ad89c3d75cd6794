import { DwsError } from '@dws/kernel';
import { z } from 'zod';

/** Every setting of the sandbox, read from the environment. */
const Config = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(7400).describe('Port to listen on'),
  SANDBOX_SEED: z.coerce.number().int().default(7).describe('What the company is grown from'),
  SANDBOX_FILE: z.string().optional().describe('SQLite file to keep the company in; in memory without it'),
  SANDBOX_MAX_ATTEMPTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(10_000)
    .describe('Latest attempts to write that are kept'),
  SANDBOX_READ_TOKEN: z.string().min(16).optional().describe('Bearer token for reads; set both or none'),
  SANDBOX_WRITE_TOKEN: z.string().min(16).optional().describe('Bearer token for writes'),
  GATEWAY_URL: z.url().optional().describe('Signal gateway; without it no signals are published'),
  SIGNAL_RATE: z.coerce.number().min(0).max(5_000).default(1).describe('Signals a second'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type SandboxConfig = z.output<typeof Config>;

/** @throws DwsError config-invalid naming the setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const parsed = Config.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DwsError('config-invalid', `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { SANDBOX_READ_TOKEN: read, SANDBOX_WRITE_TOKEN: write } = parsed.data;
  if ((read === undefined) !== (write === undefined)) {
    throw new DwsError('config-invalid', 'set both SANDBOX_READ_TOKEN and SANDBOX_WRITE_TOKEN, or neither');
  }
  return parsed.data;
}
