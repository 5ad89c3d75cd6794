import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Consumer } from '@dws/ports';
import { eventually, staysTrue } from '@dws/testing';
import { KafkaMessageLog } from '../kafka-message-log.ts';
import { lost, newTopic, numberIn, outOfOrder, startLoad } from './load.ts';

const WITHIN_MS = 60_000;
const bounds = { sessionTimeoutMs: 6_000, heartbeatMs: 500 };
const brokers = inject('kafkaBootstrap').split(',');
let log: KafkaMessageLog;
beforeAll(() => {
  log = new KafkaMessageLog({ brokers, clientId: 'faults', bounds });
});
afterAll(() => log.close());

function member(group: string, topic: string, handled: number[]): Consumer {
  return log.consume({
    group,
    topics: [topic],
    maxBatch: 50,
    concurrency: 3,
    onBatch: async ({ messages }) => {
      await sleep(2);
      handled.push(...messages.map(numberIn));
    },
  });
}

describe('a group under load', () => {
  it('loses nothing and keeps order while members join and leave', async () => {
    const topic = await newTopic(log, 6);
    const handled: number[] = [];
    const first = member(topic, topic, handled);
    await first.ready;
    const load = startLoad(log, topic, 20);
    await sleep(1_500);
    const second = member(topic, topic, handled);
    await second.ready;
    await sleep(1_500);
    await first.stop();
    await sleep(1_500);
    await load.stop();
    await eventually('everything handled', WITHIN_MS, () => lost(load.acknowledged, handled).length === 0);
    await second.stop();
    expect(load.acknowledged.length).toBeGreaterThan(500);
    expect(outOfOrder(handled)).toEqual([]);
  });
});

describe('a member that was silent for too long', () => {
  const program = `
    import { createInterface } from 'node:readline';
    import { KafkaMessageLog } from ${JSON.stringify(join(import.meta.dirname, '..', 'kafka-message-log.ts'))};
    const [brokers, topic] = process.argv.slice(1);
    const go = new Promise((resolve) => createInterface(process.stdin).once('line', resolve));
    const log = new KafkaMessageLog({
      brokers: brokers.split(','), clientId: 'zombie', bounds: ${JSON.stringify(bounds)},
    });
    log.consume({ group: topic, topics: [topic], maxBatch: 10, concurrency: 1,
      onBatch: async () => { console.log('in hand'); await go; console.log('finished'); } });`;

  it('cannot commit over the member that took its partition', async () => {
    const topic = await newTopic(log, 1);
    const publish = (from: number): Promise<unknown> =>
      log.publish(
        Array.from({ length: 10 }, (_, i) => ({
          topic,
          key: 'k',
          headers: {},
          value: Buffer.from(String(from + i)),
        })),
      );
    await publish(0);
    const zombie = spawn(process.execPath, ['--input-type=module', '-e', program, brokers.join(), topic], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    createInterface(zombie.stdout).on('line', (line) => said.push(line));
    const committed = async (): Promise<string | null | undefined> =>
      (await log.admin.lag([topic]))[0]?.committed;
    try {
      await eventually('the zombie has the batch in hand', WITHIN_MS, () => said.includes('in hand'));
      zombie.kill('SIGSTOP');
      const handled: number[] = [];
      const heir = member(topic, topic, handled);
      await eventually('the heir has the batch', WITHIN_MS, () => handled.length >= 10);
      await publish(10);
      await eventually('the heir is at 20', WITHIN_MS, async () => (await committed()) === '20');
      zombie.kill('SIGCONT');
      zombie.stdin.write('go\n');
      await eventually('the zombie finished', WITHIN_MS, () => said.includes('finished'));
      await staysTrue('the heir’s commit stands', 2_000, async () => (await committed()) === '20');
      await heir.stop();
    } finally {
      zombie.kill('SIGKILL');
      await once(zombie, 'exit');
    }
  });
});

describe('a handler that never settles', () => {
  it('fails the consumer, and another member gets the partition', async () => {
    const topic = await newTopic(log, 1);
    await log.publish([{ topic, key: 'k', headers: {}, value: Buffer.from('7') }]);
    const hasty = new KafkaMessageLog({
      brokers,
      clientId: 'hung',
      bounds: { ...bounds, handlerTimeoutMs: 300 },
    });
    const errors: unknown[] = [];
    const hung = hasty.consume({
      group: topic,
      topics: [topic],
      maxBatch: 10,
      concurrency: 1,
      onBatch: () => new Promise(() => undefined),
      onError: (error) => errors.push(error),
    });
    await expect(hung.closed).rejects.toThrow(
      /expected the handler of .*\/0 from offset 0 to settle within 300 ms/,
    );
    expect([hung.state, errors.length]).toEqual(['failed', 1]);
    const handled: number[] = [];
    const heir = member(topic, topic, handled);
    await eventually('the heir has it', WITHIN_MS, () => handled.length === 1);
    await heir.stop();
    await hasty.close();
  });
});
