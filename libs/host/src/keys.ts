import { GateMac, type ReviewKeys } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { openFileSigner } from '@dws/files';
import type { Signer } from '@dws/ports';
import { createPublicKey, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

const SECRET_BYTES = 32;

/** The MAC of gate decisions, from `gate.secret` in the key folder. */
export async function openGateMac(settings: Settings): Promise<GateMac> {
  return new GateMac(await openSecret(settings, 'gate.secret'));
}

/** What chooses the actions of high-trust workers that are looked at after the effect: the same for every governor. */
export function openAfterReviewKey(settings: Settings): Promise<Uint8Array> {
  return openSecret(settings, 'after-review.secret');
}

async function openSecret(settings: Settings, name: string): Promise<Buffer> {
  const path = join(settings.DWS_KEYS, name);
  if (settings.DWS_DEVELOPMENT_KEYS === 'true') await createSecret(settings.DWS_KEYS, path);
  const invalid = (cause?: unknown): DwsError =>
    new DwsError('config-invalid', `expected ${SECRET_BYTES} bytes as hex in ${path}`, { path }, cause);
  const text = await readFile(path, 'utf8').catch((error: unknown) => Promise.reject(invalid(error)));
  const secret = Buffer.from(text.trim(), 'hex');
  if (secret.length !== SECRET_BYTES) throw invalid();
  return secret;
}

/** Exclusive creation: of several services that start at once, one makes the secret and all read it. */
async function createSecret(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    // Linked in place whole: a service that starts in between never reads half a secret.
    const draft = `${path}.${randomBytes(4).toString('hex')}`;
    await writeFile(draft, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
    await link(draft, path).finally(() => unlink(draft));
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
  const pems = await publicKeys(settings, 'review');
  return new Map([...pems].map(([keyId, pem]) => [keyId, createPublicKey(pem)]));
}

/** Every public key whose name begins with `seal`, as SPKI PEM by key id; for whoever verifies trails. */
export async function openSealKeys(settings: Settings): Promise<ReadonlyMap<string, string>> {
  return publicKeys(settings, 'seal');
}

async function publicKeys({ DWS_KEYS }: Settings, prefix: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(DWS_KEYS);
  const keys = names.filter((name) => name.startsWith(prefix) && name.endsWith('.pem.pub'));
  const entries = keys.map(
    async (name) => [name.replace(/\.pem\.pub$/, ''), await readFile(join(DWS_KEYS, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(entries));
}
