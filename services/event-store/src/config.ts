import { readFile } from 'node:fs/promises';
import { DwsError } from '@dws/kernel';
import { MAX_APPEND_BYTES } from '@dws/ports';
import { z } from 'zod';
import { APPEND_LIMITS } from './grpc/append/append-limits.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** Everything that can be set, from the environment. */
const SETTINGS = z.object({
  /** The database file of the embedded store. */
  EVENT_STORE_FILE: z.string().default('.dws/events.db'),
  /** Where gRPC listens. Anything but loopback needs identities, and those need TLS. */
  EVENT_STORE_HOST: z.string().default('127.0.0.1'),
  EVENT_STORE_PORT: port.default(2113),
  /** What clients are told in gossip, where it differs from the host. */
  EVENT_STORE_ADVERTISED_HOST: z.string().optional(),
  /** Where /healthz, /readyz and /metrics answer. */
  EVENT_STORE_HTTP_PORT: port.default(2114),
  EVENT_STORE_TLS_CERTIFICATE: z.string().optional(),
  EVENT_STORE_TLS_KEY: z.string().optional(),
  /** Most bytes of one append, and of one event; EventStoreDB's defaults. */
  EVENT_STORE_MAX_APPEND_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_APPEND_BYTES)
    .default(MAX_APPEND_BYTES),
  EVENT_STORE_MAX_EVENT_BYTES: z.coerce.number().int().min(1).default(APPEND_LIMITS.maxEventBytes),
  /**
   * JSON file: `[{"name", "passwordHash", "writes": [event types], "reads": [stream prefixes], "appends": [stream
   * prefixes], "manages": [stream prefixes], "roles": [...]}]`; the last three may be left out.
   */
  EVENT_STORE_IDENTITIES: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

const IDENTITIES = z.array(
  z.object({
    name: z.string().min(1),
    passwordHash: z.string().startsWith('scrypt$'),
    writes: z.array(z.string()),
    reads: z.array(z.string()),
    appends: z.array(z.string()).exactOptional(),
    manages: z.array(z.string()).exactOptional(),
    roles: z.array(z.string()).exactOptional(),
  }),
);

export type Settings = z.infer<typeof SETTINGS>;
export type Identities = z.infer<typeof IDENTITIES>;

/** @throws DwsError `config-invalid` naming each setting that is wrong. */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  return parse(SETTINGS, environment, 'the environment');
}

export async function identitiesFrom(path: string | undefined): Promise<Identities> {
  if (path === undefined) return [];
  return parse(IDENTITIES, jsonOf(path, (await fileAt(path)).toString('utf8')), path);
}

/** Both PEM files or none. */
export async function tlsFrom(
  settings: Pick<Settings, 'EVENT_STORE_TLS_CERTIFICATE' | 'EVENT_STORE_TLS_KEY'>,
): Promise<{ certificate: Buffer; key: Buffer } | undefined> {
  const { EVENT_STORE_TLS_CERTIFICATE: certificate, EVENT_STORE_TLS_KEY: key } = settings;
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw new DwsError(
      'config-invalid',
      'Expected EVENT_STORE_TLS_CERTIFICATE and EVENT_STORE_TLS_KEY, found one of them.',
    );
  }
  return { certificate: await fileAt(certificate), key: await fileAt(key) };
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DwsError('config-invalid', `In ${where}: ${z.prettifyError(parsed.error)}`);
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DwsError('config-invalid', `Expected JSON in ${path}.`, {}, cause);
  }
}

async function fileAt(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new DwsError('file-unreadable', `Cannot read ${path}.`, { path }, cause);
  });
}
