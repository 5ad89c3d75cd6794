import { OPERATOR, readTopicManifests, topicName } from '@dws/contracts/topics';
import { DwsError } from '@dws/kernel';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STORE_RIGHTS } from '../store-rights.ts';
import type { StartProcessesOptions } from './options.ts';

/** May do everything at the brokers: makes topics and access rules. No service has it. */
export const ADMIN = 'admin';

export interface BrokerIdentities {
  /** Name at the brokers, with the environment's prefix. */
  readonly admin: string;
  readonly users: readonly { readonly name: string; readonly password: string }[];
  /** Settings with which a process is `name`; none for a process that is no client of the brokers. */
  settingsOf(name: string): Readonly<Record<string, string>>;
}

const PASSWORD_BYTES = 24;

/**
 * A broker identity for each service and for everybody that a topic's manifest names. Passwords stand in the keys
 * folder under `kafka/`, one file each. For a local broker those that are missing are made; for brokers that run
 * already they must be there, as somebody else made the users.
 * @throws DwsError `config-invalid`, naming the file that is missing
 */
export async function prepareBrokerIdentities({
  keys,
  environment = '',
  brokers,
}: Pick<StartProcessesOptions, 'keys' | 'environment' | 'brokers'>): Promise<BrokerIdentities> {
  const folder = join(keys, 'kafka');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = identityNames();
  const fileOf = (name: string): string => join(folder, `${topicName(environment, name)}.password`);
  const users = await Promise.all(
    names.map(async (name) => ({
      name: topicName(environment, name),
      password: await passwordIn(fileOf(name), brokers === undefined),
    })),
  );
  return {
    admin: topicName(environment, ADMIN),
    users,
    settingsOf: (name): Readonly<Record<string, string>> =>
      names.includes(name)
        ? {
            KAFKA_USERNAME: topicName(environment, name),
            KAFKA_PASSWORD: '',
            KAFKA_PASSWORD_FILE: fileOf(name),
          }
        : {},
  };
}

/** Whoever has rights to the store talks to the brokers as well; `platform` does so as `admin`. */
function identityNames(): readonly string[] {
  const services = Object.keys(STORE_RIGHTS).filter((name) => name !== 'platform');
  const others = readTopicManifests().manifests.flatMap(({ access }) => access.map((one) => one.principal));
  return [...new Set([...services, ...others, OPERATOR, ADMIN])];
}

async function passwordIn(path: string, make: boolean): Promise<string> {
  if (make) {
    const password = randomBytes(PASSWORD_BYTES).toString('base64url');
    await writeFile(path, password, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      throw new DwsError(
        'config-invalid',
        `expected the password of a broker identity in ${path}`,
        { path },
        error,
      );
    },
  );
}
