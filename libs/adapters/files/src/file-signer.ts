import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DwsError } from '@dws/kernel';
import type { Signer } from '@dws/ports';

export interface FileSignerOptions {
  /** PKCS#8 PEM of an Ed25519 private key. The public key is kept beside it as `<path>.pub`. */
  readonly path: string;
  /** Letters, digits, `.`, `_` and `-`, at most 100; stands in every signature line. */
  readonly keyId: string;
  /** Development only: makes a key (mode 0600) where there is none. Default: a missing key is an error. */
  readonly createIfAbsent?: boolean;
}

const OTHERS = 0o077;

/**
 * Signs with a key file that only its owner can read.
 * @throws DwsError `config-invalid` when the key is absent, of another kind, or open to others.
 */
export function openFileSigner({ path, keyId, createIfAbsent = false }: FileSignerOptions): Signer {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(keyId)) {
    throw new DwsError(
      'config-invalid',
      `Expected a key id of letters, digits, . _ and -, found "${keyId}".`,
      {
        keyId,
      },
    );
  }
  const key = read(path) ?? (createIfAbsent ? create(path) : null);
  if (!key) {
    throw new DwsError('config-invalid', `Expected an Ed25519 private key at ${path}, found no file.`, {
      path,
    });
  }
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return {
    keyId,
    publicKey,
    sign: async (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

function read(path: string): KeyObject | null {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new DwsError('config-invalid', `The key at ${path} cannot be read.`, { path }, error);
  }
  if ((statSync(path).mode & OTHERS) !== 0) {
    throw new DwsError('config-invalid', `The key at ${path} is open to others; chmod it to 600.`, { path });
  }
  const key = keyIn(pem, path);
  if (key.asymmetricKeyType !== 'ed25519') {
    const found = key.asymmetricKeyType ?? 'another kind';
    throw new DwsError('config-invalid', `Expected an Ed25519 key at ${path}, found ${found}.`, { path });
  }
  return key;
}

function keyIn(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The cause is left out: OpenSSL's message may quote what it read.
    throw new DwsError(
      'config-invalid',
      `Expected a PKCS#8 PEM private key at ${path}, found something else.`,
      {
        path,
      },
    );
  }
}

function create(path: string): KeyObject | null {
  mkdirSync(dirname(path), { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    // `wx`: where two processes start at once, both use the key of the first.
    writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return read(path);
    throw new DwsError('config-invalid', `No key can be made at ${path}.`, { path }, error);
  }
  writeFileSync(`${path}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
  return privateKey;
}
