import { Buffer } from 'node:buffer';
import { copyMetadataText, emptyHead, parseCopyMetadata, type CopyMetadata } from '@dws/audit';
import { eventLine } from '../../bundle-line.ts';
import type { Alteration } from './alteration.ts';
import { indexOf } from './line-alterations.ts';
import type { Random } from './random.ts';
import { A, B, bundleOf, bytesOf, SAMPLE } from './sample-bundle.ts';
import { copyAt, SEAL_EVERY, sealedTrail, sealOf, STRANGE_KEY } from './sealed-trail.ts';

const LAST_SEALED = A.sealed.at(-1)!;

/** First place after the last seal that stands before `place`: seals say no more than that. */
function sinceSeal(place: number): number {
  return place - (place % SEAL_EVERY);
}

function withEvent(place: number, event: Parameters<typeof eventLine>[0]): Uint8Array {
  const at = indexOf('event', A.stream, place);
  return bytesOf(SAMPLE.with(at, { ...SAMPLE[at]!, text: eventLine(event) }));
}

/** One event replaced, its own hash right: the link after it breaks, or the seal on it. */
export function replacedEvent(random: Random): Alteration {
  const place = random.below(A.events.length - 1);
  const head = place === 0 ? emptyHead(A.stream) : A.heads[place - 1]!;
  const { event } = copyAt(head, place, ',"forged":true');
  const named = [A.sealed.includes(place) ? sinceSeal(place) : place].map((at) => `${A.stream}/${at}`);
  return { bytes: withEvent(place, { ...event, stream: A.stream, revision: place }), named };
}

/** All from a place on written anew and chained, under the seals that there are. */
export function rewrittenChain(random: Random): Alteration {
  const place = random.below(LAST_SEALED + 1);
  const forged = sealedTrail(A.stream, A.events.length, place);
  const bytes = bytesOf(bundleOf({ ...forged, seals: A.seals }, B));
  return { bytes, named: [`${A.stream}/${sinceSeal(place)}`] };
}

/** The same with new seals, signed with a key of the same name that nobody trusts. */
export function resignedChain(random: Random): Alteration {
  const place = random.below(LAST_SEALED + 1);
  const forged = sealedTrail(A.stream, A.events.length, place);
  const seals = A.seals.map((seal, index) => {
    const covered = A.sealed[index]!;
    return covered < place ? seal : sealOf(forged.heads[covered]!, STRANGE_KEY);
  });
  const bytes = bytesOf(bundleOf({ ...forged, seals }, B));
  return { bytes, named: [`${A.stream}/${sinceSeal(place) + SEAL_EVERY - 1}`] };
}

/** An event of another trail under this one's name. */
export function foreignEvent(random: Random): Alteration {
  const place = random.below(A.events.length);
  const foreign = { ...random.of(B.events), stream: A.stream, revision: place };
  return { bytes: withEvent(place, foreign), named: [`${A.stream}/${place}`] };
}

export function changedType(random: Random): Alteration {
  const place = random.below(A.events.length);
  const event = { ...A.events[place]!, type: random.of(['close', 'closed ', '', 'action-executed']) };
  return { bytes: withEvent(place, event), named: [`${A.stream}/${place}`] };
}

/** One member of a copy's metadata says something else. */
export function changedMetadata(random: Random): Alteration {
  const place = random.below(A.events.length);
  const link = parseCopyMetadata(A.events[place]!.metadata)!;
  const { source } = link;
  const changed: readonly CopyMetadata[] = [
    { ...link, hash: other(link.hash, random) },
    { ...link, prevHash: other(link.prevHash, random) },
    { ...link, seq: link.seq + 1 + random.below(5) },
    { ...link, source: { ...source, id: other(source.id, random) } },
    { ...link, source: { ...source, metadata: '{}' } },
    { ...link, source: { ...source, metadata: source.metadata.replace('2026', '2027') } },
    { ...link, source: { ...source, position: `${10 + random.below(9)}/3` } },
    { ...link, source: { ...source, revision: source.revision + 1 } },
    { ...link, source: { ...source, stream: 'case-x' } },
  ];
  const text = random.of([copyMetadataText(random.of(changed)), '{}', '', 'x']);
  const event = { ...A.events[place]!, metadata: Buffer.from(text) };
  return { bytes: withEvent(place, event), named: [`${A.stream}/${place}`] };
}

/** The group order of Ed25519, which may be added to a signature's second half where a verifier is careless. */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A seal with another signature that satisfies the same equation: RFC 8032 has it refused. */
export function malleableSeal(random: Random): Alteration {
  const index = random.below(A.seals.length);
  const text = A.seals[index]!;
  const encoded = text.trimEnd().split(' ').at(-1)!;
  const signature = Buffer.from(encoded, 'base64');
  const half = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + GROUP_ORDER;
  Buffer.from(half.toString(16).padStart(64, '0'), 'hex').reverse().copy(signature, 32);
  const seals = A.seals.with(index, text.replace(encoded, signature.toString('base64')));
  const place = A.sealed[index]!;
  // Without it the next seal is too far from the one before, which is named first; the last seal has no next one.
  const named = [`${A.stream}/${place === LAST_SEALED ? place : sinceSeal(place)}`];
  return { bytes: bytesOf(bundleOf({ ...A, seals }, B)), named };
}

function other(text: string, random: Random): string {
  const at = random.below(text.length);
  const digit = text[at] === 'a' ? 'b' : 'a';
  return text.slice(0, at) + digit + text.slice(at + 1);
}
