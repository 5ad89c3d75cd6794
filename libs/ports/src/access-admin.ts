/** One thing that one identity may do at the brokers. What no rule allows is refused. */
export interface AccessRule {
  /** Without Kafka's `User:`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** Whether the name stands for itself or for all that begin with it. */
  readonly pattern: 'literal' | 'prefixed';
  readonly operation: 'read' | 'write' | 'describe' | 'describe-configs' | 'delete';
}

/** Access rules of a message log that has any. Errors: `log-unavailable`, `not-permitted`. */
export interface AccessAdmin {
  /**
   * Rules that stand, or `null` where everybody may do everything. Without those that this platform never writes: that
   * deny, or are for some hosts, other resources or other operations.
   */
  describe(): Promise<readonly AccessRule[] | null>;
  grant(rules: readonly AccessRule[]): Promise<void>;
  revoke(rules: readonly AccessRule[]): Promise<void>;
  close(): Promise<void>;
}
