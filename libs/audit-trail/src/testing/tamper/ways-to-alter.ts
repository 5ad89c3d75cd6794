import type { Alteration } from './alteration.ts';
import { appended, droppedByte, flippedByte, insertedByte, truncated } from './byte-alterations.ts';
import {
  changedMetadata,
  changedType,
  foreignEvent,
  malleableSeal,
  replacedEvent,
  resignedChain,
  rewrittenChain,
} from './chain-alterations.ts';
import {
  changedCounts,
  changedHeader,
  droppedEvents,
  droppedSeal,
  movedEvent,
  repeatedEvent,
  repeatedSeal,
  respelledLine,
  sealBehindEvents,
  sealOfAnotherTrail,
  swappedBetweenTrails,
  swappedEvents,
  swappedSeals,
} from './line-alterations.ts';
import type { Random } from './random.ts';

/** Every way in which the sample is altered, with how many alterations of it are tried in-process. */
export const WAYS: readonly (readonly [string, (random: Random) => Alteration, number])[] = [
  ['a flipped byte', flippedByte, 4_000],
  ['a dropped byte', droppedByte, 800],
  ['an inserted byte', insertedByte, 800],
  ['a file cut at any byte', truncated, 800],
  ['something after the end', appended, 50],
  ['events dropped', droppedEvents, 400],
  ['an event repeated', repeatedEvent, 400],
  ['two events swapped', swappedEvents, 400],
  ['an event moved', movedEvent, 400],
  ['events of two trails swapped', swappedBetweenTrails, 200],
  ['an event of another trail under this name', foreignEvent, 200],
  ['an event replaced, its hash right', replacedEvent, 300],
  ['a chain written anew under the old seals', rewrittenChain, 300],
  ['a chain written anew and signed without the key', resignedChain, 300],
  ['metadata changed', changedMetadata, 400],
  ['the type changed', changedType, 100],
  ['a seal with another signature that fits', malleableSeal, 20],
  ['a seal dropped', droppedSeal, 100],
  ['two seals swapped', swappedSeals, 50],
  ['a seal repeated', repeatedSeal, 50],
  ['a seal behind events', sealBehindEvents, 100],
  ['a seal of another trail', sealOfAnotherTrail, 50],
  ['a line spelled another way', respelledLine, 300],
  ['a header changed and digested again', changedHeader, 50],
  ['other counts', changedCounts, 50],
];
