import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import type { Clock } from '@dws/kernel';
import type { SystemReader, SystemWriter } from '@dws/ports';
import { z } from 'zod';
import { parseSettings, type Environment } from './settings.ts';

const token = z.string().min(16).optional();

/** Where a service finds the business systems that it reads. */
export const readerSettings = z.object({
  SANDBOX_URL: z.url().default('http://127.0.0.1:7400').describe('Root of the business systems.'),
  SANDBOX_READ_TOKEN: token.describe('Bearer token for reads, where the systems ask for one.'),
});

/** Only executor is given these: no other process holds a credential that can write. */
export const writerSettings = readerSettings.extend({
  SANDBOX_WRITE_TOKEN: token.describe('Bearer token for reads and writes. For executor alone.'),
});

/** The business systems, to read. What it gives cannot write, whatever the environment holds. */
export function openReader(environment: Environment, clock: Clock): SystemReader {
  const { SANDBOX_URL, SANDBOX_READ_TOKEN } = parseSettings(readerSettings, environment);
  const systems = open(SANDBOX_URL, SANDBOX_READ_TOKEN, clock);
  return { read: (request, deadline) => systems.read(request, deadline) };
}

/** The business systems, to read and write. For executor alone. */
export function openWriter(environment: Environment, clock: Clock): SystemReader & SystemWriter {
  const { SANDBOX_URL, SANDBOX_WRITE_TOKEN } = parseSettings(writerSettings, environment);
  return open(SANDBOX_URL, SANDBOX_WRITE_TOKEN, clock);
}

function open(url: string, bearer: string | undefined, clock: Clock): HttpSystems {
  const manifest = sandboxManifest(url, bearer === undefined ? {} : { credential: 'sandbox' });
  return new HttpSystems({ manifest, clock, secret: () => bearer ?? '' });
}
