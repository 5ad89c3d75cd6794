import type { LogState, Slot } from './log-state.ts';

/** What a group needs of its members. */
export interface Member {
  readonly topics: readonly string[];
  /** Records of this partition are there to be fetched. */
  offer(slot: Slot): void;
}

/** Committed offsets and who has which partition. */
export class GroupState {
  readonly name: string;
  readonly #log: LogState;
  readonly #committed = new Map<Slot, number>();
  readonly #owners = new Map<Slot, Member>();
  #members: Member[] = [];
  /** Partitions of every topic that a member reads or read: what is behind there stays behind when all have left. */
  #slots: readonly Slot[] = [];
  #generation = 0;

  constructor(name: string, log: LogState) {
    this.name = name;
    this.#log = log;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  reads(topics: ReadonlySet<string>): boolean {
    return this.#slots.some(({ topic }) => topics.has(topic));
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
    return this.#owners.get(slot) === member;
  }

  committed(slot: Slot): number {
    return this.#committed.get(slot) ?? 0;
  }

  /** Only who has the partition may say how far it is done: a member of an earlier generation is refused. */
  commit(member: Member, slot: Slot, next: number): boolean {
    if (!this.owns(member, slot)) return false;
    const from = this.committed(slot);
    this.#committed.set(slot, next);
    this.#log.observer.committed(this.name, slot.records.slice(from, next));
    return true;
  }

  /** Offers every partition with records that are not committed to whoever has it. */
  pump(): void {
    for (const [slot, owner] of this.#owners) if (this.behind(slot)) owner.offer(slot);
  }

  behind(slot: Slot): boolean {
    return this.committed(slot) < slot.records.length;
  }

  /** Partitions with records that nobody has committed. */
  lagging(): readonly Slot[] {
    return this.#slots.filter((slot) => this.behind(slot));
  }

  /** Partitions move on with every generation, so that a partition changes hands and comes back. */
  #rebalance(): void {
    this.#generation += 1;
    this.#owners.clear();
    const topics = [
      ...this.#slots.map(({ topic }) => topic),
      ...this.#members.flatMap((member) => member.topics),
    ];
    this.#slots = [...new Set(topics)].flatMap((topic) => this.#log.slots(topic));
    for (const slot of this.#slots) {
      const readers = this.#members.filter((member) => member.topics.includes(slot.topic));
      const owner = readers[(slot.partition + this.#generation) % readers.length];
      if (owner) this.#owners.set(slot, owner);
    }
    this.pump();
  }
}
