import { Buffer } from 'node:buffer';
import { endLine, sealLine } from '../../bundle-line.ts';
import type { Alteration } from './alteration.ts';
import type { Random } from './random.ts';
import { A, B, bytesOf, closed, header, SAMPLE, type SampleLine } from './sample-bundle.ts';
import { SEAL_EVERY } from './sealed-trail.ts';

/** Index of a line of the sample. */
export function indexOf(kind: SampleLine['kind'], stream: string, place: number): number {
  return SAMPLE.findIndex((line) => line.kind === kind && line.stream === stream && line.place === place);
}

const END = `line ${SAMPLE.length}`;
const LAST_SEALED = A.sealed.at(-1)!;

/** The first place of trail A that another event stands at, or none. */
function firstOutOfPlace(lines: readonly SampleLine[]): string {
  const places = lines.filter(({ kind, stream }) => kind === 'event' && stream === A.stream);
  const at = places.findIndex(({ place }, index) => place !== index);
  return `${A.stream}/${at < 0 ? places.length : at}`;
}

function event(place: number): number {
  return indexOf('event', A.stream, place);
}

export function droppedEvents(random: Random): Alteration {
  const count = 1 + random.below(3);
  const place = random.below(A.events.length - count + 1);
  const lines = SAMPLE.toSpliced(event(place), count);
  // The unsealed tail, gone with a closing line that was made to fit, is the one thing that nothing shows.
  const sealed = place <= LAST_SEALED || place + count < A.events.length;
  if (!sealed) return { bytes: bytesOf(lines), named: [`line ${lines.length}`] };
  return { bytes: bytesOf(random.of([lines, closed(lines)])), named: [firstOutOfPlace(lines)] };
}

export function repeatedEvent(random: Random): Alteration {
  const from = event(random.below(A.events.length));
  const to = event(0) + random.below(A.events.length + 1);
  const lines = SAMPLE.toSpliced(to, 0, SAMPLE[from]!);
  return { bytes: bytesOf(random.of([lines, closed(lines)])), named: [firstOutOfPlace(lines)] };
}

export function swappedEvents(random: Random): Alteration {
  const one = event(random.below(A.events.length - 1));
  const other = one + 1 + random.below(event(A.events.length - 1) - one);
  const lines = SAMPLE.with(one, SAMPLE[other]!).with(other, SAMPLE[one]!);
  return { bytes: bytesOf(lines), named: [firstOutOfPlace(lines)] };
}

export function movedEvent(random: Random): Alteration {
  const from = random.below(A.events.length - 1);
  const line = SAMPLE[event(from)]!;
  const rest = SAMPLE.toSpliced(event(from), 1);
  const to = event(from) + 1 + random.below(A.events.length - 1 - from);
  const lines = rest.toSpliced(to, 0, line);
  return { bytes: bytesOf(lines), named: [firstOutOfPlace(lines)] };
}

/** Events of two trails in each other's places, each still under its own name. */
export function swappedBetweenTrails(random: Random): Alteration {
  const place = random.below(LAST_SEALED);
  const one = event(place);
  const other = indexOf('event', B.stream, random.below(B.events.length));
  const lines = SAMPLE.with(one, SAMPLE[other]!).with(other, SAMPLE[one]!);
  return { bytes: bytesOf(lines), named: [`${A.stream}/${place}`] };
}

export function droppedSeal(random: Random): Alteration {
  const place = random.of(A.sealed);
  const lines = SAMPLE.toSpliced(indexOf('seal', A.stream, place), 1);
  if (place === LAST_SEALED) return { bytes: bytesOf(lines), named: [`line ${lines.length}`] };
  const named = [`${A.stream}/${place - SEAL_EVERY + 1}`];
  return { bytes: bytesOf(random.of([lines, closed(lines)])), named };
}

export function swappedSeals(random: Random): Alteration {
  const [one, other] = random.of([
    [3, 7],
    [3, 11],
    [7, 11],
  ] as const);
  const first = indexOf('seal', A.stream, one);
  const second = indexOf('seal', A.stream, other);
  const lines = SAMPLE.with(first, SAMPLE[second]!).with(second, SAMPLE[first]!);
  // The first line is in order still; it is the next one that covers less.
  return { bytes: bytesOf(lines), named: [`line ${first + 2}`] };
}

export function repeatedSeal(random: Random): Alteration {
  const at = indexOf('seal', A.stream, random.of(A.sealed));
  const lines = closed(SAMPLE.toSpliced(at + 1, 0, SAMPLE[at]!));
  return { bytes: bytesOf(lines), named: [`line ${at + 2}`] };
}

/** Where no verifier of this trail would look at it any more. */
export function sealBehindEvents(random: Random): Alteration {
  const from = indexOf('seal', A.stream, random.of(A.sealed));
  const to = event(random.below(A.events.length));
  const lines = SAMPLE.toSpliced(from, 1).toSpliced(to, 0, SAMPLE[from]!);
  return { bytes: bytesOf(lines), named: [`line ${to + 1}`] };
}

/** A seal of trail B among those of A. */
export function sealOfAnotherTrail(random: Random): Alteration {
  const at = indexOf('seal', A.stream, random.of(A.sealed));
  const text = sealLine(A.stream, B.seals[0]!);
  const place = SAMPLE[at]!.place - SEAL_EVERY + 1;
  return { bytes: bytesOf(SAMPLE.with(at, { ...SAMPLE[at]!, text })), named: [`${A.stream}/${place}`] };
}

/** The same JSON in other letters: no hash covers how a line is spelled. */
export function respelledLine(random: Random): Alteration {
  const at = random.below(SAMPLE.length);
  const line = SAMPLE[at]!;
  const { text } = line;
  const spellings = [
    text.replace('":', '": '),
    text.replace('{', '{ '),
    text.replace('\n', ' \n'),
    text.replace('\n', '\r\n'),
    text
      .replace('"', '"\\u00')
      .replace('\\u00', `\\u00${text.charCodeAt(2).toString(16)}`)
      .replace(/(\\u00..)./, '$1'),
    text.replace('}\n', ',"more":1}\n'),
    text.replace('\ufffd', '\\ud800'),
    text.replace('Zoë', 'Zo\\u00eb'),
    text.replace(/"seq":(\d+)/, '"seq":$1.0'),
    text.replace(/"(events|seq)":(\d+)/, '"$1":$2e0'),
  ].filter((spelling) => spelling !== text);
  const bytes = bytesOf(SAMPLE.with(at, { ...line, text: random.of(spellings) }));
  return { bytes, named: [`line ${at + 1}`] };
}

/** A header that was changed and digested again. */
export function changedHeader(random: Random): Alteration {
  const [changed, named] = random.of([
    [header({ complete: false }), 'line 1'],
    [header({ selection: { type: 'closed' } }), 'line 1'],
    [header({ trails: [A.stream] }), `line ${indexOf('seal', B.stream, 3) + 1}`],
    [header({ trails: [B.stream] }), `line ${indexOf('seal', A.stream, 3) + 1}`],
  ] as const);
  return { bytes: bytesOf(SAMPLE.with(0, changed)), named: [named] };
}

export function changedCounts(random: Random): Alteration {
  const counts = { events: 20, seals: 4, schemas: 1 };
  const text = endLine({ ...counts, [random.of(['events', 'seals', 'schemas'])]: random.below(4) + 40 });
  return { bytes: Buffer.concat([bytesOf(SAMPLE.slice(0, -1)), Buffer.from(text)]), named: [END] };
}
