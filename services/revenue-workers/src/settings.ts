import { z } from 'zod';

/** Settings of this service, beside those that every service reads. */
export const settingsSchema = z.object({
  SANDBOX_URL: z.url().default('http://127.0.0.1:7400').describe('Business systems to read from.'),
  SANDBOX_READ_TOKEN: z
    .string()
    .default('')
    .describe('Bearer token for reads; empty where the systems ask for none.'),
  WORKERS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((id) => id.trim() || []))
    .describe('Ids of the workers to serve, separated by commas. Empty: all of the domain.'),
});
