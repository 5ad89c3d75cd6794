import { Buffer, isUtf8 } from 'node:buffer';
import { copyEvent, emptyHead, hashOf, parseCopyMetadata } from '@dws/audit';
import { describe, expect, it } from 'vitest';
import { eventLine, parseBundleLine } from './bundle-line.ts';
import { PlainLink } from './plain-link.ts';

const STREAM = 'worker-churn-signal';
const METADATA = '{"at":"2026-03-01T09:30:00.000Z","by":"governor","position":"x"}';

function lineOf(data: Buffer, changed: { type?: string; id?: string; metadata?: string } = {}): Buffer {
  const metadata = changed.metadata ?? METADATA;
  const source = {
    stream: 'case-1',
    revision: 3,
    position: { commit: 12n, prepare: 11n },
    id: changed.id ?? '00000000-0000-4000-8000-000000000001',
    type: changed.type ?? 'closed',
    data,
    metadata: Buffer.from(metadata),
  };
  const copy = copyEvent({ ...emptyHead(STREAM), seq: 6 }, source, metadata);
  return Buffer.from(eventLine({ ...copy.event, stream: STREAM, revision: 7 }));
}

/** The long way: a line as an export writes it, whose content gives the hash and place that it states. */
function isSound(line: Buffer): boolean {
  if (!isUtf8(line) || line.indexOf('\n') !== line.length - 1) return false;
  const parsed = parseBundleLine(line.toString('utf8').slice(0, -1));
  if (parsed?.kind !== 'event' || parsed.event.stream !== STREAM) return false;
  const link = parseCopyMetadata(parsed.event.metadata);
  return link?.seq === parsed.event.revision && hashOf(STREAM, link, parsed.event) === link.hash;
}

function isPlain(line: Buffer): boolean {
  return isUtf8(line) && new PlainLink(STREAM).read(line, 0) === line.length - 1;
}

describe('a line whose content is sound', () => {
  it('gives its place and both hashes', () => {
    const line = lineOf(Buffer.from('{"note":"Zoë 😀 \\"quoted\\" \\\\ and\\nfed"}'));
    const link = new PlainLink(STREAM);
    expect(link.read(Buffer.concat([Buffer.from('before'), line, line]), 6)).toBe(6 + line.length - 1);
    const parsed = parseCopyMetadata(
      Buffer.from((JSON.parse(line.toString()) as { metadata: string }).metadata),
    );
    expect([link.seq, link.hash, link.prevHash]).toEqual([7, parsed?.hash, emptyHead(STREAM).hash]);
  });

  it.each([
    ['data with a line feed', lineOf(Buffer.from('{}\n'))],
    ['data with a control character', lineOf(Buffer.from('\u0001'))],
    ['data that is not UTF-8', lineOf(Buffer.from([0xff, 0xfe]))],
    ['a type with a quote', lineOf(Buffer.from('{}'), { type: 'a"b' })],
    ['an id with a quote', lineOf(Buffer.from('{}'), { id: 'a"b' })],
    ['more data than there is room for', lineOf(Buffer.alloc(140_000, 0x61))],
    [
      'more metadata than there is room for',
      lineOf(Buffer.from('{}'), { metadata: `{"a":"${'x'.repeat(40_000)}"}` }),
    ],
  ])('is left to the long way with %s', (_, line) => {
    expect([isSound(line), isPlain(line)]).toEqual([true, false]);
  });
});

describe('never a yes where the long way says no', () => {
  const sample = lineOf(Buffer.from('{"amount":100,"note":"Zoë \\"q\\" \\\\"}'));

  it('with any one byte replaced', () => {
    const replacements = [
      0x00, 0x0a, 0x20, 0x22, 0x2d, 0x30, 0x39, 0x41, 0x5c, 0x61, 0x7b, 0x7d, 0x7f, 0x80, 0xc3,
    ];
    const wrong: string[] = [];
    for (let at = 0; at < sample.length; at += 1) {
      for (const byte of [...replacements, (sample[at] ?? 0) ^ 0x20]) {
        const changed = Buffer.from(sample);
        changed[at] = byte;
        if (isPlain(changed) !== isSound(changed)) wrong.push(`${byte} at ${at}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('with any one byte left out or doubled', () => {
    const wrong: number[] = [];
    for (let at = 0; at < sample.length; at += 1) {
      const without = Buffer.concat([sample.subarray(0, at), sample.subarray(at + 1)]);
      const doubled = Buffer.concat([
        sample.subarray(0, at),
        sample.subarray(at, at + 1),
        sample.subarray(at),
      ]);
      if (isPlain(without) || isPlain(doubled)) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  });

  it('cut anywhere', () => {
    for (let end = 1; end < sample.length; end += 1) expect(isPlain(sample.subarray(0, end))).toBe(false);
  });
});
