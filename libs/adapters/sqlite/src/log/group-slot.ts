import type { Partition } from './partition.ts';

/** What a slot needs of the member that owns it. */
export interface SlotOwner {
  /** The slot has records to hand over. */
  offer(slot: GroupSlot): void;
}

/** One partition as one consumer group sees it. */
export class GroupSlot {
  readonly partition: Partition;
  owner: SlotOwner | undefined;
  /** A member works on its records, or waits before it is given them again. */
  inHand = false;
  /** Next offset to hand over; `undefined` until the group has read or committed something. */
  next: number | undefined;
  /** Next offset as it stands durable in the file. */
  committed: number | undefined;

  constructor(partition: Partition, committed: number | undefined) {
    this.partition = partition;
    this.committed = committed;
    this.next = committed;
  }

  /** Where the group goes on: what retention took away is passed over. */
  get position(): number {
    return Math.max(this.next ?? 0, this.partition.first);
  }

  get hasMore(): boolean {
    return this.position < this.partition.end;
  }

  /** Offers what there is to the owner. */
  readonly wake = (): void => {
    if (this.owner && !this.inHand && this.hasMore) this.owner.offer(this);
  };

  release(): void {
    this.inHand = false;
    this.wake();
  }
}
