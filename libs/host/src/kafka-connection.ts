import { DwsError } from '@dws/kernel';
import { readFile } from 'node:fs/promises';
import type { Settings } from './settings.ts';

/** Where the brokers are and who we are there, for any Kafka client. */
export interface KafkaConnection {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly ssl?: true | { readonly ca: string };
  readonly sasl?: {
    readonly mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain';
    readonly username: string;
    readonly password: string;
  };
}

type ConnectionSettings = Pick<Settings, Extract<keyof Settings, `KAFKA_${string}`>>;

/** Reads what the settings name. @throws DwsError `config-invalid` for a user without password, or a file that is not there */
export async function kafkaConnection(settings: ConnectionSettings): Promise<KafkaConnection> {
  const { KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_SASL_MECHANISM, KAFKA_TLS, KAFKA_TLS_CA } = settings;
  const brokers = KAFKA_BROKERS.split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '');
  if (KAFKA_TLS === 'false' && KAFKA_TLS_CA !== '')
    throw invalid('KAFKA_TLS', 'expected KAFKA_TLS=true where KAFKA_TLS_CA is set, found false');
  const ca = KAFKA_TLS_CA === '' ? null : await textOf('KAFKA_TLS_CA', KAFKA_TLS_CA);
  const password = await passwordOf(settings);
  return {
    brokers,
    ...(KAFKA_TLS === 'false' ? {} : { ssl: ca === null ? true : { ca } }),
    ...(KAFKA_USERNAME === ''
      ? {}
      : { sasl: { mechanism: KAFKA_SASL_MECHANISM, username: KAFKA_USERNAME, password } }),
  };
}

async function passwordOf(settings: ConnectionSettings): Promise<string> {
  const { KAFKA_USERNAME: user, KAFKA_PASSWORD: given, KAFKA_PASSWORD_FILE: file } = settings;
  if (given !== '' && file !== '')
    throw invalid('KAFKA_PASSWORD', 'expected KAFKA_PASSWORD or KAFKA_PASSWORD_FILE, found both');
  const password = file === '' ? given : (await textOf('KAFKA_PASSWORD_FILE', file)).trim();
  if ((user === '') === (password === '')) return password;
  const missing = user === '' ? 'KAFKA_USERNAME' : 'KAFKA_PASSWORD';
  throw invalid(missing, `expected KAFKA_USERNAME and a password together, found no ${missing}`);
}

async function textOf(setting: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw invalid(setting, `expected a readable file at ${path}, which ${setting} names`, error);
  });
}

function invalid(setting: string, message: string, cause?: unknown): DwsError {
  return new DwsError('config-invalid', message, { setting }, cause);
}
