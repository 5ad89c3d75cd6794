const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/**
 * Kafka's 32-bit hash of a record key, as its Java and JavaScript clients compute it, so that a key falls on the
 * same partition here and there. Algorithm: MurmurHash2 by Austin Appleby, public domain.
 */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const at = (index: number): number => bytes[index] as number;
  let hash = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(k, M);
  }
  for (let i = length - 1; i >= whole; i -= 1) hash ^= at(i) << (8 * (i - whole));
  if (whole < length) hash = Math.imul(hash, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

/** The partition of a key among `partitions`, by Kafka's default rule. */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
