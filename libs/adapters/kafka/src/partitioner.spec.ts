import kafkajs from 'kafkajs';
import { expect, it } from 'vitest';

// Hashes as Kafka's own Java test of murmur2 has them (UtilsTest.testMurmur2). The partition is the hash without
// its sign bit, modulo the partitions: -790332482 + 2147483648 = 1357151166, which ends in 66.
it.each([
  ['21', 40],
  ['foobar', 66],
  ['a-little-bit-long-string', 12],
  ['a-little-bit-longer-string', 19],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', 77],
  ['abc', 7],
])('key %s goes where the Java client sends it', (key, partition) => {
  const partitionMetadata = Array.from({ length: 100 }, (_, partitionId) => ({
    partitionId,
    leader: 1,
    partitionErrorCode: 0,
    replicas: [1],
    isr: [1],
  }));
  const choose = kafkajs.Partitioners.DefaultPartitioner();
  expect(choose({ topic: 't', partitionMetadata, message: { key, value: '' } })).toBe(partition);
});
