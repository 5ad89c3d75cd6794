import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { millisecondsOf, type Digest, type Instant } from '@dws/kernel';

/** Origin line: says what kind of note this is, so that a signature can never be read as one on something else. */
export const SEAL_ORIGIN = 'dws-audit-seal/v1';

/** Most events between two seals of a trail; also the default of the recorder's setting. */
export const SEAL_EVERY_EVENTS = 1_000;

/** What a seal says: at `time` this was the trail's head. */
export interface SealedHead {
  readonly stream: string;
  /** Place and revision of the last event covered. */
  readonly seq: number;
  readonly hash: Digest;
  readonly time: Instant;
}

export interface Seal extends SealedHead {
  readonly keyId: string;
  /** Base64 of the 64 bytes of an Ed25519 signature over `sealBody`. */
  readonly signature: string;
}

/** SPKI PEM of an Ed25519 public key, by key id. */
export type VerificationKeys = ReadonlyMap<string, string>;

/** The signed text: six lines, each with its line feed. */
export function sealBody({ stream, seq, hash, time }: SealedHead): string {
  return `${SEAL_ORIGIN}\n${stream}\n${seq}\n${hash}\n${seq + 1}\n${time}\n`;
}

/** The note as it is kept: body, empty line, signature line. */
export function sealText(seal: Seal): string {
  return `${sealBody(seal)}\n\u2014 ${seal.keyId} ${seal.signature}\n`;
}

const KEY_ID = /^[A-Za-z0-9._-]{1,100}$/;

/** Whether a key may have this name: it must fit the signature line and a file name. */
export function isKeyId(text: string): boolean {
  return KEY_ID.test(text);
}

const NOTE =
  /^dws-audit-seal\/v1\n([^\n]+)\n(0|[1-9]\d{0,14})\n([0-9a-f]{64})\n([1-9]\d{0,15})\n([^\n]+)\n\n\u2014 ([A-Za-z0-9._-]{1,100}) ([A-Za-z0-9+/]{86}==)\n$/;

/** `null` where the text is not exactly of the form that `sealText` writes, or its count is not `seq + 1`. */
export function parseSeal(text: string): Seal | null {
  const found = NOTE.exec(text);
  if (!found) return null;
  const [, stream = '', seqText, hash = '', count, time = '', keyId = '', signature = ''] = found;
  const seq = Number(seqText);
  if (Number(count) !== seq + 1 || !isInstant(time)) return null;
  // Base64 has spare bits at its end: only one spelling of a signature counts, so that no byte can be flipped.
  if (Buffer.from(signature, 'base64').toString('base64') !== signature) return null;
  return { stream, seq, hash, time, keyId, signature };
}

/** Whether a known key signed exactly this seal. */
export function verifySeal(seal: Seal, keys: VerificationKeys): boolean {
  const key = keyOf(seal.keyId, keys);
  if (key === null) return false;
  return verify(null, Buffer.from(sealBody(seal)), key, Buffer.from(seal.signature, 'base64'));
}

// By PEM: reading a key takes half as long as a verification, and a trail has a seal every 1,000 events.
const readKeys = new WeakMap<VerificationKeys, Map<string, KeyObject | null>>();

/** `null` where the key is not known, cannot be read or is not Ed25519: nothing can be signed with it. */
function keyOf(keyId: string, keys: VerificationKeys): KeyObject | null {
  const pem = keys.get(keyId);
  if (pem === undefined) return null;
  const read = readKeys.get(keys) ?? new Map<string, KeyObject | null>();
  readKeys.set(keys, read);
  const standing = read.get(pem);
  if (standing !== undefined) return standing;
  const key = keyIn(pem);
  read.set(pem, key);
  return key;
}

function keyIn(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function isInstant(text: string): boolean {
  try {
    millisecondsOf(text);
    return true;
  } catch {
    return false;
  }
}
