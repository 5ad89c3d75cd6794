import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { afterAll, describe, expect, it } from 'vitest';
import { startKafka } from './start-kafka.ts';

const { Kafka, logLevel } = kafkajs;

const dir = mkdtempSync(join(tmpdir(), 'kafka-local-spec-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const runs = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  return once(socket, 'connect').then(
    () => socket.destroy() instanceof Socket,
    () => false,
  );
}

describe('startKafka', () => {
  it('serves on the port it names, comes back after a kill, leaves nothing behind', async () => {
    const kafka = await startKafka({ brokers: 1, dir });
    const [node] = kafka.nodes;
    expect(kafka.bootstrap).toBe(`127.0.0.1:${node!.port}`);
    expect(await accepts(node!.port)).toBe(true);
    const first = node!.pid;
    await node!.kill();
    expect([node!.pid, await accepts(node!.port)]).toEqual([0, false]);
    await node!.restart();
    expect(await accepts(node!.port)).toBe(true);
    const second = node!.pid;
    expect(second).not.toBe(first);
    await kafka.stop();
    expect([runs(second), readdirSync(dir)]).toEqual([false, []]);
  });

  it('has what was published before where its folder is kept', async () => {
    const keepIn = mkdtempSync(join(tmpdir(), 'kafka-kept-spec-'));
    const client = (bootstrap: string) => new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
    const first = await startKafka({ brokers: 1, keepIn });
    const producer = client(first.bootstrap).producer();
    await client(first.bootstrap)
      .admin()
      .createTopics({ topics: [{ topic: 'kept', numPartitions: 1 }] });
    await producer.connect();
    await producer.send({ topic: 'kept', messages: [{ value: 'one' }, { value: 'two' }] });
    await producer.disconnect();
    await first.stop();
    // On other ports, as after a restart of the machine.
    const second = await startKafka({ brokers: 1, keepIn });
    const admin = client(second.bootstrap).admin();
    expect(await admin.fetchTopicOffsets('kept')).toEqual([
      { partition: 0, offset: '2', high: '2', low: '0' },
    ]);
    await admin.disconnect();
    await second.stop();
    rmSync(keepIn, { recursive: true });
  });

  it('refuses a wrong number of ports', async () => {
    await expect(startKafka({ brokers: 3, dir, ports: [9092] })).rejects.toThrow(
      'expected 3 ports, found 1: 9092',
    );
  });

  it('takes its brokers along when its process is killed', async () => {
    const program = `
      import { startKafka } from ${JSON.stringify(join(import.meta.dirname, 'start-kafka.ts'))};
      const kafka = await startKafka({ brokers: 1, dir: ${JSON.stringify(dir)} });
      console.log(kafka.nodes[0].pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString()).toContain('kafka.Kafka');
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && (runs(pid) || readdirSync(dir).length > 0); i += 1) await sleep(100);
    expect([runs(pid), readdirSync(dir)]).toEqual([false, []]);
  });
});
