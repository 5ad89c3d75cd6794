import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDwsError } from '@dws/kernel';
import type { IncomingMessage, MessageLog } from '@dws/ports';

const KEYS = 12;

export async function newTopic(log: MessageLog, partitions: number, replicationFactor = 1): Promise<string> {
  const name = `faults.${randomUUID()}`;
  await log.admin.create([{ name, partitions, replicationFactor, config: {} }]);
  return name;
}

export interface Load {
  /** Numbers whose publish was acknowledged so far. */
  readonly acknowledged: number[];
  /** Ends the load; resolves when the last publish is acknowledged. */
  stop(): Promise<void>;
}

/** Publishes 0, 1, 2, … spread over some keys, `perTick` every few milliseconds, each again until acknowledged. */
export function startLoad(log: MessageLog, topic: string, perTick: number): Load {
  const acknowledged: number[] = [];
  const ending = { asked: false };
  const run = async (): Promise<void> => {
    for (let from = 0; !ending.asked; from += perTick) {
      const numbers = Array.from({ length: perTick }, (_, i) => from + i);
      const messages = numbers.map((n) => ({
        topic,
        key: `k${n % KEYS}`,
        headers: {},
        value: Buffer.from(String(n)),
      }));
      await untilPublished(() => log.publish(messages));
      acknowledged.push(...numbers);
      await sleep(5);
    }
  };
  const running = run();
  return {
    acknowledged,
    stop: async () => {
      ending.asked = true;
      await running;
    },
  };
}

async function untilPublished(publish: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await publish();
      return;
    } catch (error) {
      if (!isDwsError(error, 'log-unavailable')) throw error;
      await sleep(100);
    }
  }
}

export const numberIn = ({ value }: IncomingMessage): number => Number(Buffer.from(value ?? []).toString());

/** Acknowledged numbers that no consumer was given. */
export function lost(acknowledged: readonly number[], handled: Iterable<number>): number[] {
  const seen = new Set(handled);
  return acknowledged.filter((n) => !seen.has(n));
}

/** Numbers whose first delivery came after that of a later number of the same key. */
export function outOfOrder(handled: readonly number[]): number[] {
  const newest = new Map<number, number>();
  const seen = new Set<number>();
  return handled.filter((n) => {
    if (seen.has(n)) return false;
    seen.add(n);
    const before = newest.get(n % KEYS) ?? -1;
    newest.set(n % KEYS, Math.max(n, before));
    return n < before;
  });
}
