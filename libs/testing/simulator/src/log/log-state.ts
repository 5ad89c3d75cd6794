import type { IncomingMessage, OutgoingMessage, PublishedAt } from '@dws/ports';
import { GroupState } from './group-state.ts';

/** Partitions of every topic: enough for two members of a group to be at work at once. */
export const PARTITIONS = 2;

/** One partition of a topic. There is one object for each, so that it can be compared. */
export interface Slot {
  readonly topic: string;
  readonly partition: number;
  /** How it is called in a trace. */
  readonly name: string;
  readonly records: IncomingMessage[];
}

export interface LogObserver {
  published(message: OutgoingMessage, at: PublishedAt): void;
  /** A member of the group says that everything of the partition before `next` is dealt with. */
  committed(group: string, messages: readonly IncomingMessage[]): void;
}

/** What the brokers hold: records and committed offsets. */
export class LogState {
  readonly #topics = new Map<string, readonly Slot[]>();
  readonly #groups = new Map<string, GroupState>();
  readonly #now: () => number;
  readonly observer: LogObserver;

  constructor(now: () => number, observer: LogObserver) {
    this.#now = now;
    this.observer = observer;
  }

  get groups(): IterableIterator<GroupState> {
    return this.#groups.values();
  }

  get topicNames(): readonly string[] {
    return [...this.#topics.keys()];
  }

  group(name: string): GroupState {
    const group = this.#groups.get(name) ?? new GroupState(name, this);
    this.#groups.set(name, group);
    return group;
  }

  /** The partitions of a topic, which comes to be by being named. */
  slots(topic: string): readonly Slot[] {
    const known = this.#topics.get(topic);
    if (known) return known;
    const fresh = Array.from({ length: PARTITIONS }, (_, partition): Slot => ({
      topic,
      partition,
      name: `${topic}/${partition}`,
      records: [],
    }));
    this.#topics.set(topic, fresh);
    return fresh;
  }

  publish(messages: readonly OutgoingMessage[]): readonly PublishedAt[] {
    const places = messages.map((message) => this.#append(message));
    const topics = new Set(messages.map(({ topic }) => topic));
    for (const group of this.#groups.values()) if (group.reads(topics)) group.pump();
    return places;
  }

  #append(message: OutgoingMessage): PublishedAt {
    const { topic, key, headers, value } = message;
    const partition = partitionOf(key);
    const { records } = this.slots(topic)[partition] as Slot;
    const offset = String(records.length);
    records.push({ topic, partition, offset, key, headers, value, timestamp: this.#now() });
    const place = { topic, partition, offset };
    this.observer.published(message, place);
    return place;
  }
}

function partitionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place++) hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  return (hash >>> 0) % PARTITIONS;
}
