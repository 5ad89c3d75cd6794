import { DwsError, type Clock } from '@dws/kernel';
import type {
  ConsumeOptions,
  Consumer,
  GroupLag,
  IncomingMessage,
  MessageLog,
  OutgoingMessage,
  PublishedAt,
  TopicAdmin,
  TopicSpec,
} from '@dws/ports';
import { MemoryConsumer } from './memory-consumer.ts';
import { MemoryGroup } from './memory-group.ts';
import { assertFits, MemoryTopic } from './memory-topic.ts';

/**
 * The smallest MessageLog that keeps every promise of the port, except durability. For specs of what stands on
 * a log, and to prove the contract suite: each broken variant of it must fail.
 */
export class MemoryMessageLog implements MessageLog {
  readonly #clock: Clock;
  readonly #topics = new Map<string, MemoryTopic>();
  readonly #groups = new Map<string, MemoryGroup>();
  readonly #consumers: MemoryConsumer[] = [];
  readonly admin: TopicAdmin;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.admin = {
      describe: async () => [...this.#topics.values()].map((topic) => topic.spec),
      create: async (specs) => this.#create(specs),
      alter: async (spec) => this.#topic(spec.name).alter(spec),
      lag: async (groups) => this.#lag(groups),
    };
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]> {
    for (const message of messages) {
      this.#topic(message.topic);
      assertFits(message);
    }
    const now = this.#clock.now();
    const published = messages.map((message) => this.#topic(message.topic).append(message, now));
    for (const group of this.#groups.values()) group.wakeAll();
    return published;
  }

  consume(options: ConsumeOptions): Consumer {
    const missing = options.topics.find((topic) => !this.#topics.has(topic));
    const consumer = new MemoryConsumer(options, this.#group(options.group), missing);
    this.#consumers.push(consumer);
    return consumer;
  }

  async peek(
    topic: string,
    partition: number,
    offset: string,
    limit: number,
  ): Promise<readonly IncomingMessage[]> {
    const from = Number(offset);
    return this.#topic(topic)
      .partition(partition)
      .slice(from, from + limit);
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
  }

  #create(specs: readonly TopicSpec[]): void {
    for (const spec of specs) {
      if (!this.#topics.has(spec.name)) this.#topics.set(spec.name, new MemoryTopic(spec));
    }
  }

  #lag(groups: readonly string[]): GroupLag[] {
    return groups.flatMap((name) => this.#groups.get(name)?.lag() ?? []);
  }

  #group(name: string): MemoryGroup {
    const group = this.#groups.get(name) ?? new MemoryGroup(name, this.#topics);
    this.#groups.set(name, group);
    return group;
  }

  #topic(name: string): MemoryTopic {
    const topic = this.#topics.get(name);
    if (!topic) throw new DwsError('topic-unknown', `expected topic ${name} to exist`, { topic: name });
    return topic;
  }
}
