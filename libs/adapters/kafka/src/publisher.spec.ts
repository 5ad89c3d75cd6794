import { describe, expect, it } from 'vitest';
import { DwsError } from '@dws/kernel';
import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import { DEFAULT_BOUNDS } from './kafka-options.ts';
import { Publisher, type PublisherTransport } from './publisher.ts';

const message = (text: string, topic = 'known'): OutgoingMessage => ({
  topic,
  key: 'key',
  headers: {},
  value: Buffer.from(text),
});
const texts = (messages: readonly OutgoingMessage[]): string[] =>
  messages.map(({ value }) => Buffer.from(value ?? []).toString());

/** Keeps what was sent; refuses what `refuse` names. */
class FakeTransport implements PublisherTransport {
  readonly sent: string[][] = [];
  readonly #refuse: (texts: readonly string[]) => DwsError | undefined;
  #offset = 0;

  constructor(refuse: (texts: readonly string[]) => DwsError | undefined = () => undefined) {
    this.#refuse = refuse;
  }

  async missing(topics: Iterable<string>): Promise<string[]> {
    return [...topics].filter((topic) => topic === 'unknown');
  }

  async send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]> {
    const refusal = this.#refuse(texts(messages));
    if (refusal) throw refusal;
    this.sent.push(texts(messages));
    return messages.map(({ topic }) => ({ topic, partition: 0, offset: String(this.#offset++) }));
  }
}

describe('Publisher', () => {
  it('gathers the calls of one turn into one request and answers each its own places', async () => {
    const transport = new FakeTransport();
    const publisher = new Publisher(transport, DEFAULT_BOUNDS);
    const [ab, c] = await Promise.all([
      publisher.publish([message('a'), message('b')]),
      publisher.publish([message('c')]),
    ]);
    expect(transport.sent).toEqual([['a', 'b', 'c']]);
    expect([ab.map((place) => place.offset), c.map((place) => place.offset)]).toEqual([['0', '1'], ['2']]);
  });

  it('keeps a request within produceRecords and produceBytes', async () => {
    const transport = new FakeTransport();
    const publisher = new Publisher(transport, { ...DEFAULT_BOUNDS, produceRecords: 2, produceBytes: 300 });
    await publisher.publish([
      message('a'),
      message('b'),
      message('c'),
      message('x'.repeat(200)),
      message('d'),
    ]);
    expect(transport.sent.map((request) => request.map((text) => text[0]))).toEqual([
      ['a', 'b'],
      ['c'],
      ['x'],
      ['d'],
    ]);
  });

  it('refuses more than the queue holds, and takes messages again once it is shorter', async () => {
    const publisher = new Publisher(new FakeTransport(), { ...DEFAULT_BOUNDS, queueRecords: 2 });
    const first = publisher.publish([message('a'), message('b')]);
    await expect(publisher.publish([message('c')])).rejects.toThrow(/found 2 of queueRecords=2/);
    await first;
    await expect(publisher.publish([message('c')])).resolves.toHaveLength(1);
  });

  it('fails only the call whose topic is unknown', async () => {
    const transport = new FakeTransport();
    const publisher = new Publisher(transport, DEFAULT_BOUNDS);
    const [bad, good] = await Promise.allSettled([
      publisher.publish([message('a'), message('b', 'unknown')]),
      publisher.publish([message('c')]),
    ]);
    expect([bad.status, good.status, transport.sent]).toEqual(['rejected', 'fulfilled', [['c']]]);
  });

  it('finds the record that its topic refuses as too large, and sends the others in order', async () => {
    const tooLarge = new DwsError('payload-too-large', 'refused by the topic');
    const transport = new FakeTransport((all) => (all.includes('big') ? tooLarge : undefined));
    const publisher = new Publisher(transport, DEFAULT_BOUNDS);
    const calls = ['a', 'b', 'big', 'c', 'd'].map((text) => publisher.publish([message(text)]));
    const results = await Promise.allSettled(calls);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(transport.sent.flat()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('sends nothing more of a call that has failed', async () => {
    const down = new DwsError('log-unavailable', 'down');
    const transport = new FakeTransport((all) => (all.includes('a') ? down : undefined));
    const publisher = new Publisher(transport, { ...DEFAULT_BOUNDS, produceRecords: 1 });
    const [failed, other] = await Promise.allSettled([
      publisher.publish([message('a'), message('b')]),
      publisher.publish([message('c')]),
    ]);
    expect([failed.status, other.status, transport.sent]).toEqual(['rejected', 'fulfilled', [['c']]]);
  });
});
