import { MAX_MESSAGE_BYTES, type IncomingMessage } from '@dws/ports';
import { MemoryMessageLog } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../runtime/log.ts';
import { noMetrics } from '../runtime/metrics.ts';
import { Names } from '../runtime/names.ts';
import { DeadLetters } from './dead-letters.ts';

const TOPIC = 'staging.signals.revenue.v1';
const DLQ = 'staging.signals.revenue.v1.revenue-execution.dlq';

async function setAside(change: Partial<IncomingMessage>): Promise<IncomingMessage | undefined> {
  const log = new MemoryMessageLog({ now: () => 0 });
  await log.admin.create([{ name: DLQ, partitions: 1, replicationFactor: 1, config: {} }]);
  const message = {
    topic: TOPIC,
    partition: 2,
    offset: '41',
    key: 'acc-1',
    headers: { ce_type: 'opportunity.stalled' },
    value: Buffer.from('not avro'),
    timestamp: 0,
    ...change,
  };
  const letters = new DeadLetters(log, new Names('staging'), silentLog, noMetrics);
  await letters.put('staging.revenue-execution', [
    { message, code: 'payload-malformed', reason: 'no magic byte' },
  ]);
  const [letter] = await log.peek(DLQ, 0, '0', 1);
  return letter;
}

const ORIGIN = {
  dws_dlq_topic: TOPIC,
  dws_dlq_partition: '2',
  dws_dlq_offset: '41',
  dws_dlq_group: 'staging.revenue-execution',
  dws_dlq_code: 'payload-malformed',
  dws_dlq_reason: 'no magic byte',
};

describe('a message that is set aside', () => {
  it('keeps its bytes, key and headers, and says where it came from and why', async () => {
    expect(await setAside({})).toMatchObject({
      key: 'acc-1',
      headers: { ce_type: 'opportunity.stalled', ...ORIGIN },
      value: Buffer.from('not avro'),
    });
  });

  it('of the greatest length is cut and says so, instead of blocking its partition', async () => {
    const letter = await setAside({ value: new Uint8Array(MAX_MESSAGE_BYTES).fill(7) });
    expect(letter?.headers).toEqual({
      ce_type: 'opportunity.stalled',
      ...ORIGIN,
      dws_dlq_cut_from: '1000000',
    });
    expect(letter?.value?.length).toBeGreaterThan(MAX_MESSAGE_BYTES - 1_000);
    expect(letter?.value?.every((byte) => byte === 7)).toBe(true);
  });

  it('with headers that leave no room keeps its origin only', async () => {
    const letter = await setAside({ headers: { bulky: 'x'.repeat(MAX_MESSAGE_BYTES) } });
    expect(letter?.headers).toEqual({ ...ORIGIN, dws_dlq_cut_from: '8' });
  });
});
