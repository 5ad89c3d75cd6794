import { endLine, eventLine, headerLine, schemaLine, sealLine } from '../../bundle-line.ts';
import { KEY_ID, PUBLIC_KEY, sealedTrail, type SealedTrail } from './sealed-trail.ts';

/** A line of the sample, and the places that a verifier may name when something in this line was changed. */
export interface SampleLine {
  readonly text: string;
  readonly kind: 'header' | 'seal' | 'event' | 'schema' | 'end';
  readonly stream: string;
  /** Place of an event, or that a seal covers. */
  readonly place: number;
}

export const A = sealedTrail('worker-a', 14);
export const B = sealedTrail('worker-b', 6);

const HEADER = {
  complete: true,
  selection: {},
  trails: [A.stream, B.stream],
  keys: [{ keyId: KEY_ID, publicKey: PUBLIC_KEY }],
};

export function header(changed: Partial<Parameters<typeof headerLine>[0]> = {}): SampleLine {
  return { text: headerLine({ ...HEADER, ...changed }), kind: 'header', stream: '', place: -1 };
}

export function trailLines({ stream, events, sealed, seals }: SealedTrail): SampleLine[] {
  return [
    ...seals.map((text, index) => ({
      text: sealLine(stream, text),
      kind: 'seal' as const,
      stream,
      place: sealed[index]!,
    })),
    ...events.map((event) => ({
      text: eventLine(event),
      kind: 'event' as const,
      stream,
      place: event.revision,
    })),
  ];
}

const SCHEMA: SampleLine = {
  text: schemaLine('closed', { type: 'record', name: 'Closed', fields: [] }),
  kind: 'schema',
  stream: '',
  place: -1,
};

/** The whole bundle of two trails: 14 events with three seals, six with one. */
export const SAMPLE: readonly SampleLine[] = bundleOf(A, B);

export function bundleOf(a: SealedTrail, b: SealedTrail): SampleLine[] {
  return closed([header(), ...trailLines(a), ...trailLines(b), SCHEMA]);
}

/** With a closing line that counts what is there. */
export function closed(lines: readonly SampleLine[]): SampleLine[] {
  const body = lines.filter(({ kind }) => kind !== 'end');
  const count = (wanted: SampleLine['kind']) => body.filter(({ kind }) => kind === wanted).length;
  const text = endLine({ events: count('event'), seals: count('seal'), schemas: count('schema') });
  return [...body, { text, kind: 'end', stream: '', place: -1 }];
}

export function bytesOf(lines: readonly SampleLine[]): Buffer {
  return Buffer.from(lines.map(({ text }) => text).join(''));
}
