import { Buffer } from 'node:buffer';
import type { Alteration } from './alteration.ts';
import type { Random } from './random.ts';
import { bytesOf, SAMPLE } from './sample-bundle.ts';
import { SEAL_EVERY } from './sealed-trail.ts';

const BYTES = bytesOf(SAMPLE);
/** Offset of each line's first byte. */
const STARTS = SAMPLE.map((_, index) => bytesOf(SAMPLE.slice(0, index)).length);

/** Line, from 1, that holds the byte. */
function lineAt(offset: number): number {
  return STARTS.findLastIndex((start) => start <= offset) + 1;
}

/** What may be named for a change in a line: the line, or the place in its trail that it speaks of. */
function namesAt(offset: number): readonly string[] {
  const line = lineAt(offset);
  const { kind, stream, place } = SAMPLE[line - 1]!;
  const names = [`line ${line}`];
  if (kind === 'event' || kind === 'seal') names.push(`${stream}/${place}`);
  // A seal that cannot be read stands for what follows the seal before it.
  if (kind === 'seal') names.push(`${stream}/${place - SEAL_EVERY + 1}`);
  return names;
}

export function flippedByte(random: Random): Alteration {
  const offset = random.below(BYTES.length);
  const bytes = Buffer.from(BYTES);
  bytes[offset] = bytes[offset]! ^ (1 + random.below(255));
  return { bytes, named: namesAt(offset) };
}

export function droppedByte(random: Random): Alteration {
  const offset = random.below(BYTES.length);
  const bytes = Buffer.concat([BYTES.subarray(0, offset), BYTES.subarray(offset + 1)]);
  return { bytes, named: namesAt(offset) };
}

export function insertedByte(random: Random): Alteration {
  const offset = random.below(BYTES.length);
  const inserted = Buffer.from([random.below(256)]);
  const bytes = Buffer.concat([BYTES.subarray(0, offset), inserted, BYTES.subarray(offset)]);
  return { bytes, named: namesAt(offset) };
}

export function truncated(random: Random): Alteration {
  const offset = random.below(BYTES.length);
  return { bytes: BYTES.subarray(0, offset), named: [`line ${lineAt(offset)}`] };
}

export function appended(random: Random): Alteration {
  const more = Buffer.from(random.of(['\n', ' ', '{}\n', SAMPLE[5]!.text, SAMPLE.at(-1)!.text]));
  return { bytes: Buffer.concat([BYTES, more]), named: [`line ${SAMPLE.length + 1}`] };
}
