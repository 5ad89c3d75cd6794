import { randomUUID } from 'node:crypto';
import type { MessageLog, OutgoingMessage, PublishedAt } from '@dws/ports';

/** Each check works on topics and groups of its own, so that all of them can share one broker. */
export function scratchName(what: string): string {
  return `contract.${what}.${randomUUID()}`;
}

/** Creates a topic and answers its name. */
export async function scratchTopic(log: MessageLog, partitions = 1): Promise<string> {
  const name = scratchName('topic');
  await log.admin.create([{ name, partitions, replicationFactor: 1, config: {} }]);
  return name;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function textMessage(topic: string, key: string, text: string): OutgoingMessage {
  return { topic, key, headers: {}, value: encoder.encode(text) };
}

export function textOf(value: Uint8Array | null): string {
  return value === null ? '(null)' : decoder.decode(value);
}

/** `count` records with the values `0`, `1`, … under one key. */
export async function publishNumbers(
  log: MessageLog,
  topic: string,
  from: number,
  count: number,
  keyOf: (n: number) => string = () => 'key',
): Promise<readonly PublishedAt[]> {
  return log.publish(
    Array.from({ length: count }, (_, i) => textMessage(topic, keyOf(from + i), String(from + i))),
  );
}

/** `['0', '1', …]`, what `publishNumbers` puts into values. */
export function numbers(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(from + i));
}
