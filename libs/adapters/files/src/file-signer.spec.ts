import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFileSigner } from './file-signer.ts';

// Key and public key of RFC 8032, section 7.1, test 1; the signature was made by OpenSSL.
const PKCS8 = Buffer.from(
  '302e020100300506032b657004220420' + '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  'hex',
);
const PEM = createPrivateKey({ key: PKCS8, format: 'der', type: 'pkcs8' }).export({
  type: 'pkcs8',
  format: 'pem',
});

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'signer-'));
  path = join(directory, 'keys', 'seal.pem');
});
afterEach(() => rmSync(directory, { recursive: true }));

it('signs as OpenSSL does', async () => {
  const file = join(directory, 'key');
  writeFileSync(file, PEM, { mode: 0o600 });
  const vectors = JSON.parse(
    readFileSync(new URL('../../../../schemas/fixtures/audit/chain-v1.json', import.meta.url), 'utf8'),
  ) as { seal: { body: string; signature: string; publicKey: string } };
  const signer = openFileSigner({ path: file, keyId: 'rfc8032-test-1' });
  expect(signer.publicKey).toBe(vectors.seal.publicKey);
  expect(await signer.sign(vectors.seal.body)).toBe(vectors.seal.signature);
});

it('makes a key that only its owner can read, once, and publishes the other half', async () => {
  const signer = openFileSigner({ path, keyId: 'dev', createIfAbsent: true });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${path}.pub`, 'utf8')).toBe(signer.publicKey);
  const signature = Buffer.from(await signer.sign('seal'), 'base64');
  expect(verify(null, Buffer.from('seal'), signer.publicKey, signature)).toBe(true);
  expect(openFileSigner({ path, keyId: 'dev', createIfAbsent: true }).publicKey).toBe(signer.publicKey);
});

it('refuses a missing key where none may be made', () => {
  expect(() => openFileSigner({ path, keyId: 'dev' })).toThrow('found no file');
});

it('refuses a key that others can read', () => {
  openFileSigner({ path, keyId: 'dev', createIfAbsent: true });
  chmodSync(path, 0o640);
  expect(() => openFileSigner({ path, keyId: 'dev' })).toThrow('open to others');
});

it('refuses what is no Ed25519 key', () => {
  const file = join(directory, 'key');
  writeFileSync(file, 'nonsense', { mode: 0o600 });
  expect(() => openFileSigner({ path: file, keyId: 'dev' })).toThrow('PKCS#8');
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  writeFileSync(file, other.export({ type: 'pkcs8', format: 'pem' }));
  expect(() => openFileSigner({ path: file, keyId: 'dev' })).toThrow('found ec');
});

it('refuses a key id that would not fit the signature line', () => {
  expect(() => openFileSigner({ path, keyId: 'a b' })).toThrow('key id');
});
