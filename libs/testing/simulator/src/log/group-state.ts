import { PARTITIONS, type LogState } from './log-state.ts';

export interface Slot {
  readonly topic: string;
  readonly partition: number;
}

/** What a group needs of its members. */
export interface Member {
  readonly topics: readonly string[];
  /** Records of this partition are there to be fetched. */
  offer(slot: Slot): void;
}

export const slotKey = ({ topic, partition }: Slot): string => `${topic}/${partition}`;

/** Committed offsets and who has which partition. */
export class GroupState {
  readonly name: string;
  readonly #log: LogState;
  readonly #committed = new Map<string, number>();
  readonly #owners = new Map<string, Member>();
  #members: Member[] = [];
  #generation = 0;

  constructor(name: string, log: LogState) {
    this.name = name;
    this.#log = log;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  reads(topics: ReadonlySet<string>): boolean {
    return this.#members.some((member) => member.topics.some((topic) => topics.has(topic)));
  }

  join(member: Member): void {
    if (this.#members.includes(member)) return;
    this.#members.push(member);
    this.#rebalance();
  }

  leave(member: Member): void {
    if (!this.#members.includes(member)) return;
    this.#members = this.#members.filter((other) => other !== member);
    this.#rebalance();
  }

  owns(member: Member, slot: Slot): boolean {
    return this.#owners.get(slotKey(slot)) === member;
  }

  committed(slot: Slot): number {
    return this.#committed.get(slotKey(slot)) ?? 0;
  }

  /** Only who has the partition may say how far it is done: a member of an earlier generation is refused. */
  commit(member: Member, slot: Slot, next: number): boolean {
    if (!this.owns(member, slot)) return false;
    const from = this.committed(slot);
    this.#committed.set(slotKey(slot), next);
    this.#log.observer.committed(this.name, this.#log.records(slot.topic, slot.partition).slice(from, next));
    return true;
  }

  /** Offers every partition with records that are not committed to whoever has it. */
  pump(): void {
    for (const member of this.#members)
      for (const slot of slotsOf(member.topics))
        if (this.owns(member, slot) && this.behind(slot)) member.offer(slot);
  }

  behind(slot: Slot): boolean {
    return this.committed(slot) < this.#log.records(slot.topic, slot.partition).length;
  }

  /** Partitions with records that nobody has committed. */
  lagging(): readonly Slot[] {
    const topics = new Set(this.#members.flatMap((member) => member.topics));
    return slotsOf([...topics]).filter((slot) => this.behind(slot));
  }

  /** Partitions move on with every generation, so that a partition changes hands and comes back. */
  #rebalance(): void {
    this.#generation += 1;
    this.#owners.clear();
    for (const slot of slotsOf([...new Set(this.#members.flatMap((member) => member.topics))])) {
      const readers = this.#members.filter((member) => member.topics.includes(slot.topic));
      const owner = readers[(slot.partition + this.#generation) % readers.length];
      if (owner) this.#owners.set(slotKey(slot), owner);
    }
    this.pump();
  }
}

function slotsOf(topics: readonly string[]): Slot[] {
  return topics.flatMap((topic) =>
    Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition })),
  );
}
