import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { copyEvent, emptyHead, sealBody, sealText, type ChainHead, type TrailEvent } from '@dws/audit';

export const KEY_ID = 'key-1';
export const SEAL_EVERY = 4;

/** PKCS #8 wrapping of the 32 bytes of an Ed25519 key, so that every run signs the same. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The trail's sealing key, and another one that nobody trusts. */
export const SEALING_KEY = keyOf(7);
export const STRANGE_KEY = keyOf(8);
export const PUBLIC_KEY = createPublicKey(SEALING_KEY).export({ type: 'spki', format: 'pem' }) as string;

export interface SealedTrail {
  readonly stream: string;
  readonly events: readonly TrailEvent[];
  /** Head after each event. */
  readonly heads: readonly ChainHead[];
  /** Places that have a seal: 3, 7, 11 … */
  readonly sealed: readonly number[];
  readonly seals: readonly string[];
}

/** A trail of as many events; from place `forgedFrom` on they say something else than the trail's own would. */
export function sealedTrail(stream: string, count: number, forgedFrom = Infinity): SealedTrail {
  const events: TrailEvent[] = [];
  const heads: ChainHead[] = [];
  let head = emptyHead(stream);
  for (let place = 0; place < count; place += 1) {
    const copy = copyAt(head, place, place >= forgedFrom ? ',"forged":true' : '');
    events.push({ ...copy.event, stream, revision: place });
    heads.push(copy.head);
    head = copy.head;
  }
  const sealed = heads.map(({ seq }) => seq).filter((seq) => (seq + 1) % SEAL_EVERY === 0);
  return { stream, events, heads, sealed, seals: sealed.map((seq) => sealOf(heads[seq]!, SEALING_KEY)) };
}

/** What an attacker who can compute hashes would put at a place, chained to what stands before it. */
export function copyAt(head: ChainHead, place: number, mark: string) {
  const metadata = `{"at":"2026-03-01T09:30:00.000Z","by":"exécutor \ufffd","caseId":"c${place}"}`;
  const text = `{"amount":${place * 100},"note":"Zoë \ufffd 😀 \\"quoted\\""${mark}}`;
  const source = {
    stream: place % 3 === 1 ? 'case-"c"\n1' : `case-c${place}`,
    revision: place,
    position: { commit: BigInt(place + 10), prepare: BigInt(place + 9) },
    id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
    type: 'closed',
    // One in five is not UTF-8, and stands as base64.
    data: place % 5 === 2 ? Buffer.from([0xff, 0xfe, place, mark.length]) : Buffer.from(text),
    metadata: Buffer.from(metadata),
  };
  return copyEvent(head, source, metadata);
}

export function sealOf({ stream, seq, hash }: ChainHead, key: KeyObject): string {
  const body = { stream, seq, hash, time: '2026-03-01T09:31:00.000Z' };
  const signature = sign(null, Buffer.from(sealBody(body)), key).toString('base64');
  return sealText({ ...body, keyId: KEY_ID, signature });
}

function keyOf(byte: number): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PKCS8, Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
}
