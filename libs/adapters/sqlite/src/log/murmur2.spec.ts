import { expect, it } from 'vitest';
import { murmur2, partitionOf } from './murmur2.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

// From the unit test of Kafka's own client.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %j as Kafka does', (text, expected) => {
  expect(murmur2(encode(text))).toBe(expected);
});

it('takes the hash without its sign, modulo the partitions', () => {
  expect(partitionOf(encode('abc'), 6)).toBe(3); // 479470107 mod 6
  expect(partitionOf(encode('foobar'), 10)).toBe(6); // (-790332482 & 0x7fffffff) = 1357151166
});
