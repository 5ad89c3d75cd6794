import { GateMac, type ReviewKeys } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { openFileSigner } from '@dws/files';
import type { Signer } from '@dws/ports';
import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

const SECRET_BYTES = 32;

/** The MAC of gate decisions, from `gate.secret` in the key folder. */
export async function openGateMac(settings: Settings): Promise<GateMac> {
  const path = join(settings.DWS_KEYS, 'gate.secret');
  if (settings.DWS_DEVELOPMENT_KEYS === 'true') await createSecret(settings.DWS_KEYS, path);
  try {
    return new GateMac(Buffer.from((await readFile(path, 'utf8')).trim(), 'hex'));
  } catch (error) {
    throw new DwsError('config-invalid', `expected ${SECRET_BYTES} bytes as hex in ${path}`, { path }, error);
  }
}

/** Exclusive creation: of several services that start at once, one makes the secret and all read it. */
async function createSecret(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(randomBytes(SECRET_BYTES).toString('hex'));
    await file.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** A signing key of the key folder: `review` for what people decide, `seal` for the audit trail. */
export function openSigner(settings: Settings, keyId: string): Signer {
  const createIfAbsent = settings.DWS_DEVELOPMENT_KEYS === 'true';
  return openFileSigner({ path: join(settings.DWS_KEYS, `${keyId}.pem`), keyId, createIfAbsent });
}

/** Every public key whose name begins with `review`, by key id. */
export async function openReviewKeys(settings: Settings): Promise<ReviewKeys> {
  const names = await readdir(settings.DWS_KEYS);
  const keys = names.filter((name) => name.startsWith('review') && name.endsWith('.pem.pub'));
  const entries = keys.map(async (name) => {
    const pem = await readFile(join(settings.DWS_KEYS, name), 'utf8');
    return [name.replace(/\.pem\.pub$/, ''), createPublicKey(pem)] as const;
  });
  return new Map(await Promise.all(entries));
}
