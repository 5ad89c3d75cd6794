import type { GroupLag, IncomingMessage } from '@dws/ports';
import type { MemoryTopic } from './memory-topic.ts';

export interface Slot {
  readonly topic: string;
  readonly partition: number;
}

/** What a group needs of its members. */
export interface GroupMember {
  readonly topics: readonly string[];
  /** Something may be ready to be handed over. */
  wake(): void;
}

const slotKey = ({ topic, partition }: Slot): string => `${topic}/${partition}`;

/** Members, committed offsets and what is in hand of one consumer group. */
export class MemoryGroup {
  readonly #topics: ReadonlyMap<string, MemoryTopic>;
  readonly #name: string;
  readonly #members: GroupMember[] = [];
  readonly #committed = new Map<string, number>();
  readonly #inHand = new Set<string>();

  constructor(name: string, topics: ReadonlyMap<string, MemoryTopic>) {
    this.#name = name;
    this.#topics = topics;
  }

  join(member: GroupMember, startFrom: 'earliest' | 'latest'): void {
    this.#members.push(member);
    if (startFrom === 'latest') {
      for (const slot of this.#slotsOf(member.topics)) {
        if (!this.#committed.has(slotKey(slot))) this.commit(slot, this.#records(slot).length);
      }
    }
    this.wakeAll();
  }

  leave(member: GroupMember): void {
    this.#members.splice(this.#members.indexOf(member), 1);
    this.wakeAll();
  }

  wakeAll(): void {
    for (const member of this.#members) member.wake();
  }

  /** Partitions of a member: dealt in turn among the members that read the topic. */
  owns(member: GroupMember, slot: Slot): boolean {
    const readers = this.#members.filter((reader) => reader.topics.includes(slot.topic));
    return readers[slot.partition % readers.length] === member;
  }

  /** Takes the next records of a partition of this member that nobody has in hand; `release` them later. */
  take(
    member: GroupMember,
    limit: number,
  ): { slot: Slot; messages: IncomingMessage[]; end: number } | undefined {
    for (const slot of this.#slotsOf(member.topics)) {
      const next = this.#committed.get(slotKey(slot)) ?? 0;
      const records = this.#records(slot);
      if (this.#inHand.has(slotKey(slot)) || next >= records.length || !this.owns(member, slot)) continue;
      this.#inHand.add(slotKey(slot));
      return { slot, messages: records.slice(next, next + limit), end: records.length };
    }
    return undefined;
  }

  release(slot: Slot): void {
    this.#inHand.delete(slotKey(slot));
    this.wakeAll();
  }

  commit(slot: Slot, next: number): void {
    this.#committed.set(slotKey(slot), next);
  }

  lag(): GroupLag[] {
    const topics = new Set([
      ...this.#members.flatMap((member) => member.topics),
      ...[...this.#committed.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))),
    ]);
    return this.#slotsOf([...topics]).map((slot) => {
      const committed = this.#committed.get(slotKey(slot));
      const end = this.#records(slot).length;
      return {
        group: this.#name,
        ...slot,
        committed: committed === undefined ? null : String(committed),
        end: String(end),
        lag: end - (committed ?? 0),
      };
    });
  }

  #slotsOf(topics: readonly string[]): Slot[] {
    return topics.flatMap((topic) => {
      const partitions = this.#topics.get(topic)?.spec.partitions ?? 0;
      return Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
    });
  }

  #records(slot: Slot): readonly IncomingMessage[] {
    return this.#topics.get(slot.topic)?.partition(slot.partition) ?? [];
  }
}
