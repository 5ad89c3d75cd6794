import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { translateError } from './translate-error.ts';

async function rejectionOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

describe('an error of the language', () => {
  it('is passed on where the mistake is ours', async () => {
    const missing = undefined as unknown as { readonly name: string };
    const ours = await rejectionOf(() => missing.name);
    expect(translateError(ours, 'testing')).toBe(ours);
  });

  it('thrown inside the client library is a connection that was lost in the middle of a request', async () => {
    const admin = new kafkajs.Kafka({ brokers: ['localhost:1'] }).admin();
    const topics = [null] as unknown as { topic: string }[];
    const stumbled = await rejectionOf(() => admin.createTopics({ topics }));
    expect(stumbled).toBeInstanceOf(TypeError);
    expect(translateError(stumbled, 'creating topics')).toMatchObject({ code: 'log-unavailable' });
  });

  it('thrown inside Node on our behalf is still ours', async () => {
    const ours = await rejectionOf(() => readFileSync(null as unknown as string));
    expect(translateError(ours, 'testing')).toBe(ours);
  });
});
