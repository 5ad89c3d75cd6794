import { Names } from '@dws/application';
import { hashPassword } from '@dws/event-store';
import { DwsError } from '@dws/kernel';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { rightsOf, STORE_RIGHTS } from '../store-rights.ts';
import { HOST } from './addresses.ts';

/** Reads everything and writes nothing: for auditors, tests and tools on this machine. */
export const AUDITOR = 'auditor';

export interface StoreIdentities {
  /** PEM files and the identities file, for the server. */
  readonly certificate: string;
  readonly key: string;
  readonly identities: string;
  /** Connection string of an identity. @throws DwsError `argument-invalid` for a name that has none. */
  urlOf(name: string): string;
}

/** As the certificate names it: TLS has no server name for an address. */
const HOST_NAME = 'localhost';
const PASSWORD_BYTES = 24;
const CERTIFICATE_DAYS = 3_650;

/**
 * Makes what is missing of the local store's certificate and of a password for each service, and writes what each may
 * do. Kept in a folder of its own among the keys; each identity's connection string stands there as `NAME.url`.
 */
export async function prepareStoreIdentities(
  keys: string,
  environment: string,
  port: number,
): Promise<StoreIdentities> {
  const folder = join(keys, 'event-store');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [certificate, key, identities] = ['tls.crt', 'tls.key', 'identities.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await prepareCertificate(certificate, key);
  const names = [...Object.keys(STORE_RIGHTS), AUDITOR];
  const secrets = await Promise.all(names.map(async (name) => [name, await secretOf(folder, name)] as const));
  const known = secrets.map(([name, { passwordHash }]) => ({
    name,
    passwordHash,
    ...mayDo(name, environment),
  }));
  await writeSecret(identities, `${JSON.stringify(known, null, 2)}\n`);
  const query = `tls=true&tlsCAFile=${encodeURIComponent(certificate)}`;
  const urls = new Map(
    secrets.map(([name, { password }]) => [name, `esdb://${name}:${password}@${HOST_NAME}:${port}?${query}`]),
  );
  for (const [name, url] of urls) await writeSecret(join(folder, `${name}.url`), `${url}\n`);
  return {
    certificate,
    key,
    identities,
    urlOf: (name) => {
      const url = urls.get(name);
      if (url === undefined)
        throw new DwsError('argument-invalid', `the store knows nobody called "${name}"`);
      return url;
    },
  };
}

function mayDo(name: string, environment: string) {
  const reads = ['*'];
  if (name === AUDITOR) return { writes: [], appends: [], reads };
  const { types, streams } = rightsOf(name, new Names(environment));
  return { writes: types, appends: streams, reads };
}

async function prepareCertificate(certificate: string, key: string): Promise<void> {
  if ((await readText(certificate)) !== undefined && (await readText(key)) !== undefined) return;
  const notBeforeDate = new Date();
  const notAfterDate = new Date(notBeforeDate.getTime() + CERTIFICATE_DAYS * 86_400_000);
  const pems = await generate([{ name: 'commonName', value: HOST_NAME }], {
    notBeforeDate,
    notAfterDate,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: HOST_NAME },
          { type: 7, ip: HOST },
        ],
      },
    ],
  });
  await writeSecret(key, pems.private);
  await writeSecret(certificate, pems.cert);
}

interface Secret {
  readonly password: string;
  readonly passwordHash: string;
}

async function secretOf(folder: string, name: string): Promise<Secret> {
  const path = join(folder, `${name}.json`);
  const text = await readText(path);
  if (text !== undefined) return JSON.parse(text) as Secret;
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const secret = { password, passwordHash: await hashPassword(password) };
  await writeSecret(path, `${JSON.stringify(secret)}\n`);
  return secret;
}

async function writeSecret(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
