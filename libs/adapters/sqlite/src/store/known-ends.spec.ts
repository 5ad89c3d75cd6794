import { Buffer } from 'node:buffer';
import { NO_STREAM } from '@dws/ports';
import { expect, it } from 'vitest';
import { KnownEnds } from './known-ends.ts';
import { PackedChunk } from './packed-chunk.ts';
import { RecentLog } from './recent-log.ts';

const chunk = (stream: string, position: number, revision: number): PackedChunk =>
  new PackedChunk(stream, { position, revision, count: 1, createdAt: 0, events: Buffer.alloc(100) }, []);

function opened(nextPosition: number): { recent: RecentLog; ends: KnownEnds } {
  const recent = new RecentLog(250, nextPosition);
  return { recent, ends: new KnownEnds(recent) };
}

it('knows that a stream which was read whole has nothing new, while memory holds all that came since', () => {
  const { recent, ends } = opened(10);
  ends.note('control', 4, ends.now());
  recent.push(chunk('case-1', 10, 0));
  expect(ends.hasNothingFrom('control', 5)).toBe(true);
  expect(ends.hasNothingFrom('control', 4)).toBe(false);
  expect(ends.isAbsent('control')).toBe(false);
  expect(ends.isAbsent('case-2')).toBe(false);
});

it('does not know once something was written to the stream', () => {
  const { recent, ends } = opened(10);
  ends.note('control', NO_STREAM, ends.now());
  expect(ends.isAbsent('control')).toBe(true);
  recent.push(chunk('control', 10, 0));
  expect(ends.isAbsent('control')).toBe(false);
});

it('does not know once memory has let go of something that came since, unless it was asked meanwhile', () => {
  const { recent, ends } = opened(10);
  ends.note('asked', 0, ends.now());
  ends.note('not-asked', 0, ends.now());
  for (let position = 10; position < 20; position += 1) {
    recent.push(chunk(`case-${position}`, position, 0));
    expect(ends.hasNothingFrom('asked', 1)).toBe(true);
  }
  expect(ends.hasNothingFrom('not-asked', 1)).toBe(false);
});

it('does not know once an append whose answer was lost turned out to stand', () => {
  const { recent, ends } = opened(10);
  ends.note('control', 4, ends.now());
  recent.missed(10);
  expect(ends.hasNothingFrom('control', 5)).toBe(false);
  expect(recent.nextPosition).toBe(11);
  expect(recent.firstPosition).toBe(11);
});

it('holds on to what it has when an old append is repeated', () => {
  const { recent } = opened(10);
  recent.push(chunk('case-1', 10, 0));
  recent.missed(10);
  expect(recent.ofStream('case-1')).toHaveLength(1);
});
