import { Buffer } from 'node:buffer';
import { emptyHead, type TrailEvent } from '@dws/audit';
import type { Random } from './random.ts';
import { copyAt, sealedTrail, sealOf, SEAL_EVERY, STRANGE_KEY, type SealedTrail } from './sealed-trail.ts';

/** A stored trail after somebody changed the store, and the first place that verifying it must name. */
export interface StoredAlteration {
  readonly events: readonly TrailEvent[];
  readonly seals: readonly string[];
  readonly at: number;
}

type Alter = (trail: SealedTrail, random: Random) => StoredAlteration;

/** Last place that a seal vouches for: what follows it may be cut unseen. */
const lastSealed = (trail: SealedTrail): number => trail.sealed.at(-1) ?? -1;
/** First place after the last seal before `place`: a seal that does not fit says no more. */
const sinceSeal = (place: number): number => place - (place % SEAL_EVERY);

function changedAt(trail: SealedTrail, at: number, change: Partial<TrailEvent>): StoredAlteration {
  const events = trail.events.with(at, { ...trail.events[at]!, ...change });
  return { events, seals: trail.seals, at };
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Buffer.from(bytes);
  const place = random.below(copy.length);
  copy[place] = copy[place]! ^ (1 + random.below(255));
  return copy;
}

/** Every way in which whoever can write to the store's file may change a trail in it. */
export const STORED_WAYS: readonly (readonly [string, Alter, number])[] = [
  [
    'a flipped byte of data',
    (trail, random) => {
      const at = random.below(trail.events.length);
      return changedAt(trail, at, { data: flipped(trail.events[at]!.data, random) });
    },
    400,
  ],
  [
    'a flipped byte of metadata',
    (trail, random) => {
      const at = random.below(trail.events.length);
      return changedAt(trail, at, { metadata: flipped(trail.events[at]!.metadata, random) });
    },
    400,
  ],
  [
    'another type',
    (trail, random) =>
      changedAt(trail, random.below(trail.events.length), { type: random.of(['planned', '', 'Closed']) }),
    100,
  ],
  [
    'a dropped event',
    (trail, random) => {
      const at = random.below(lastSealed(trail) + 1);
      return { events: trail.events.toSpliced(at, 1), seals: trail.seals, at };
    },
    150,
  ],
  [
    'an event twice',
    (trail, random) => {
      const at = random.below(trail.events.length);
      return { events: trail.events.toSpliced(at, 0, trail.events[at]!), seals: trail.seals, at: at + 1 };
    },
    150,
  ],
  [
    'two events in each other’s places',
    (trail, random) => {
      const at = random.below(trail.events.length - 1);
      const other = at + 1 + random.below(trail.events.length - at - 1);
      const events = trail.events.with(at, trail.events[other]!).with(other, trail.events[at]!);
      return { events, seals: trail.seals, at };
    },
    150,
  ],
  [
    'a cut tail',
    (trail, random) => {
      const at = random.below(lastSealed(trail) + 1);
      return { events: trail.events.slice(0, at), seals: trail.seals, at };
    },
    150,
  ],
  [
    'a chain written anew under the seals that there are',
    (trail, random) => {
      const at = random.below(lastSealed(trail) + 1);
      const forged = sealedTrail(trail.stream, trail.events.length, at);
      return { events: forged.events, seals: trail.seals, at: sinceSeal(at) };
    },
    100,
  ],
  [
    'a chain written anew and sealed with a key that nobody trusts',
    (trail, random) => {
      const at = random.below(lastSealed(trail) + 1);
      const forged = sealedTrail(trail.stream, trail.events.length, at);
      const seals = trail.seals.map((seal, index) => {
        const covered = trail.sealed[index]!;
        return covered < at ? seal : sealOf(forged.heads[covered]!, STRANGE_KEY);
      });
      return { events: forged.events, seals, at: sinceSeal(at) + SEAL_EVERY - 1 };
    },
    100,
  ],
  [
    'an event of our own at the end, without its link',
    (trail) => {
      const at = trail.events.length;
      const { event } = copyAt(emptyHead(trail.stream), 0, '');
      return {
        events: [...trail.events, { ...event, stream: trail.stream, revision: at }],
        seals: trail.seals,
        at,
      };
    },
    20,
  ],
];
