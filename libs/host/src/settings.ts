import { DwsError } from '@dws/kernel';
import { z } from 'zod';

const number = (fallback: number) => z.coerce.number().int().nonnegative().default(fallback);

/** The variables that settings are read from: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that every service reads from its environment. `dws doctor` shows them with their values. */
export const settingsSchema = z.object({
  DWS_ENV: z
    .string()
    .default('')
    .describe('Environment; prefix of topics, groups and streams. Empty for production.'),
  DWS_DATA: z.string().default('.dws/data').describe('Folder of the embedded store, seals and models.'),
  DWS_KEYS: z.string().default('.dws/keys').describe('Folder of keys and secrets.'),
  DWS_DEVELOPMENT_KEYS: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Makes keys that are missing. For one machine only: every service must read the same folder.'),
  DWS_INSTANCE: z
    .string()
    .default('')
    .describe('Name of this process among its replicas; made from host and pid when empty.'),
  EVENTSTORE_URL: z
    .string()
    .default('')
    .describe('EventStoreDB connection string. Empty: the embedded store in DWS_DATA.'),
  KAFKA_BROKERS: z
    .string()
    .default('')
    .describe('host:port, separated by commas. Empty: the embedded message log.'),
  KAFKA_USERNAME: z
    .string()
    .default('')
    .describe('Identity at the brokers. Empty: they ask for none (docs/access.md).'),
  KAFKA_PASSWORD: z
    .string()
    .default('')
    .describe('Its password; KAFKA_PASSWORD_FILE keeps it out of listings.'),
  KAFKA_PASSWORD_FILE: z
    .string()
    .default('')
    .describe('File that holds the password, instead of KAFKA_PASSWORD.'),
  KAFKA_SASL_MECHANISM: z
    .enum(['scram-sha-512', 'scram-sha-256', 'plain'])
    .default('scram-sha-512')
    .describe('How the brokers ask for the password.'),
  KAFKA_TLS: z.enum(['true', 'false']).default('false').describe('Whether the brokers are reached by TLS.'),
  KAFKA_TLS_CA: z
    .string()
    .default('')
    .describe('PEM file of who signed the brokers’ certificates. Empty: those that Node trusts.'),
  SCHEMA_REGISTRY_URL: z
    .string()
    .default('')
    .describe(
      'Confluent-compatible schema registry, http(s)://[user:password@]host:port/path. Empty: numbers of schemas/ids.json.',
    ),
  KAFKA_CLIENT: z
    .enum(['kafkajs', 'platformatic'])
    .default('kafkajs')
    .describe(
      'Client library of the message log on Kafka (docs/adr/0200). The members of a group must use the same: drain all replicas of a service before changing it.',
    ),
  KAFKA_SESSION_MS: number(10_000).describe(
    'Silence after which a member of a consumer group loses its partitions: how long a killed process is missed.',
  ),
  DWS_HEALTH_PORT: number(0).describe('Port of /healthz, /readyz and /metrics; 0 for any free one.'),
  DWS_HEALTH_HOST: z.string().default('127.0.0.1').describe('Address of the health port.'),
  DWS_DRAIN_SECONDS: number(20).describe('Time that work in hand is given after SIGTERM.'),
  DWS_CASE_CACHE: number(4_000).describe('Cases kept in memory.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  DWS_CRASH_AT: z
    .string()
    .default('')
    .describe('Tests only: crash point at which the process says so and stands still.'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** @throws DwsError `config-invalid`, naming each setting that is wrong */
export function readSettings(environment: Environment): Settings {
  return parseSettings(settingsSchema, environment);
}

/** Reads a service's own settings, or the common ones, by one schema. @throws DwsError `config-invalid` */
export function parseSettings<T>(schema: z.ZodType<T>, environment: Environment): T {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new DwsError('config-invalid', z.prettifyError(result.error));
}
