/** Consumer groups as an operator sees and moves them. Errors: `log-unavailable`, `not-permitted`, `topic-unknown`. */

export interface GroupMember {
  /** As the group knows it. */
  readonly member: string;
  /** Client id: service and replica. */
  readonly client: string;
  readonly host: string;
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
}

export interface GroupState {
  readonly group: string;
  /** `empty` has no members, `missing` nothing at all; in the others somebody is at work. */
  readonly state: 'stable' | 'rebalancing' | 'empty' | 'missing';
  readonly members: readonly GroupMember[];
}

export interface PartitionOffset {
  readonly partition: number;
  /** Decimal text: the next record to read. */
  readonly offset: string;
}

/** Where in time: the first record that is still kept, the end, or the first record at or after milliseconds since the epoch. */
export type Moment = 'earliest' | 'latest' | number;

export interface GroupAdmin {
  describe(groups: readonly string[]): Promise<readonly GroupState[]>;
  /** Of every partition. */
  offsetsAt(topic: string, moment: Moment): Promise<readonly PartitionOffset[]>;
  /** Where the group goes on. @throws DwsError `group-active` while it has members: they would commit over it */
  setOffsets(group: string, topic: string, offsets: readonly PartitionOffset[]): Promise<void>;
  close(): Promise<void>;
}
