export interface MembershipEvents {
  /** The group has given this member its partitions; also after every rebalance. */
  onAssigned(): void;
  /** The membership cannot go on. Told once. */
  onLost(error: unknown): void;
}

/** One membership of a consumer group, from joining to its end. It never restarts itself. */
export interface GroupMembership {
  /** Joins the group. @param paused whether to start without fetching. */
  start(paused: boolean): Promise<void>;
  pause(): void;
  resume(): void;
  /** Waits for the handlers in hand and their commits, then leaves the group. */
  stop(): Promise<void>;
  /** Leaves without waiting for handlers; nothing of theirs will be committed. */
  abandon(): Promise<void>;
}

/** What consumers and publishers ask about topics before they use them. */
export interface TopicLookup {
  /** Which of these topics do not exist. Existing ones are remembered until `forgetTopics`. */
  missing(topics: Iterable<string>): Promise<readonly string[]>;
  forgetTopics(): void;
}
