import type { GroupLag } from '@dws/ports';
import { GroupSlot, type SlotOwner } from './group-slot.ts';
import type { Partition } from './partition.ts';
import type { PublishQueue } from './publish-queue.ts';

export interface GroupMember extends SlotOwner {
  readonly topics: readonly string[];
}

/** The members of one consumer group in this process, and how far it has read. */
export class ConsumerGroup {
  readonly #name: string;
  readonly #queue: PublishQueue;
  readonly #partitionsOf: (topic: string) => readonly Partition[];
  readonly #members: GroupMember[] = [];
  readonly #slots = new Map<number, GroupSlot>();

  constructor(name: string, queue: PublishQueue, partitionsOf: (topic: string) => readonly Partition[]) {
    this.#name = name;
    this.#queue = queue;
    this.#partitionsOf = partitionsOf;
  }

  /** An offset that stood in the file when it was opened. */
  restore(partition: Partition, committed: number): void {
    this.#slots.set(partition.id, new GroupSlot(partition, committed));
  }

  join(member: GroupMember, startFrom: 'earliest' | 'latest'): void {
    this.#members.push(member);
    this.rebalance();
    if (startFrom === 'earliest') return;
    for (const slot of this.#slots.values()) {
      const { topic, end } = slot.partition;
      if (slot.next === undefined && member.topics.includes(topic)) this.commit(slot, end);
    }
  }

  leave(member: GroupMember): void {
    const index = this.#members.indexOf(member);
    if (index >= 0) this.#members.splice(index, 1);
    this.rebalance();
  }

  /**
   * Deals the partitions of each topic in turn among the members that read it. A partition whose records are in
   * hand is handed over by its new owner only once the former one is done: `inHand` guards it.
   */
  rebalance(): void {
    for (const topic of new Set(this.#members.flatMap(({ topics }) => topics))) {
      for (const partition of this.#partitionsOf(topic)) this.#slotOf(partition);
    }
    for (const slot of this.#slots.values()) {
      const readers = this.#members.filter(({ topics }) => topics.includes(slot.partition.topic));
      slot.owner = readers[slot.partition.partition % Math.max(1, readers.length)];
      if (slot.owner) slot.partition.listeners.add(slot.wake);
      else slot.partition.listeners.delete(slot.wake);
      // Deferred, so that nothing is handed over before `latest` has moved the start.
      queueMicrotask(slot.wake);
    }
  }

  /** Moves the group on at once in memory, and soon in the file. */
  commit(slot: GroupSlot, next: number): void {
    slot.next = next;
    this.#queue.commit({ group: this.#name, partition: slot.partition.id, next }, () => {
      slot.committed = next;
    });
  }

  /** Resolves when all committed offsets are durable. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  lag(): GroupLag[] {
    return [...this.#slots.values()].map(({ partition, committed }) => ({
      group: this.#name,
      topic: partition.topic,
      partition: partition.partition,
      committed: committed === undefined ? null : String(committed),
      end: String(partition.end),
      lag: partition.end - Math.max(committed ?? 0, partition.first),
    }));
  }

  #slotOf(partition: Partition): GroupSlot {
    const slot = this.#slots.get(partition.id) ?? new GroupSlot(partition, undefined);
    this.#slots.set(partition.id, slot);
    return slot;
  }
}
