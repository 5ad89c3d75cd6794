import { openAfterReviewKey, openGateMac, openSigner, parseSettings, settingsSchema } from '@dws/host';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SandboxTokens {
  readonly read: string;
  readonly write: string;
}

const TOKEN_BYTES = 24;

/**
 * Makes every key and secret that is missing, before any service starts: two that started together would each make
 * their own. @returns the sandbox's tokens; the one that can write is for executor alone
 */
export async function prepareSecrets(keys: string): Promise<SandboxTokens> {
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const settings = parseSettings(settingsSchema, { DWS_KEYS: keys, DWS_DEVELOPMENT_KEYS: 'true' });
  await openGateMac(settings);
  await openAfterReviewKey(settings);
  for (const keyId of ['review', 'seal']) openSigner(settings, keyId);
  return {
    read: await token(join(keys, 'sandbox-read.token')),
    write: await token(join(keys, 'sandbox-write.token')),
  };
}

async function token(path: string): Promise<string> {
  try {
    await writeFile(path, randomBytes(TOKEN_BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}
