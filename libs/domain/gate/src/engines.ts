import type { JsonValue } from '@dws/kernel';

/** A question to the policies about scope, prohibitions and separation of duties. */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: 'propose' | 'approve';
  readonly resource: Principal;
  readonly context: Readonly<Record<string, JsonValue>>;
}

export interface Principal {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  /** Policies that decided. A refusal that names none means that nothing permits it. */
  readonly policies: readonly string[];
  /** Policies that could not be evaluated; one is enough to deny. */
  readonly errors: readonly string[];
}

/** What the checkpoint table looks at. */
export interface CheckpointRow {
  readonly worker: string;
  readonly actionKind: string;
  /** `system/operation`. */
  readonly operation: string;
  readonly risk: string;
  readonly external: boolean;
  readonly meaningful: boolean;
  readonly confidence: number;
  readonly customerTier: string;
  readonly valueMinor: number;
  readonly currency: string;
  readonly category: string;
  readonly stage: string;
}

export interface CheckpointAnswer {
  readonly row: string;
  readonly decision: 'allow' | 'review' | 'deny';
  /** Roles or people; empty means the domain's default reviewers. */
  readonly reviewers: readonly string[];
  readonly deadlineHours: number;
  /** In plain words, for the person who is asked. */
  readonly reason: string;
  /** An edit does not count as an approval: somebody else has to look. */
  readonly secondPerson: boolean;
}

/** What the gate asks, answered by policy engines that were given to it. */
export interface GateEngines {
  /** May throw: that denies. */
  readonly authorize: (request: AccessRequest) => AccessAnswer;
  /** The table's answer, `null` where no row matches, or what went wrong. */
  readonly checkpoint: CheckpointAnswer | Error | null;
  readonly defaults: ReviewDefaults;
}

export interface ReviewDefaults {
  readonly reviewers: readonly string[];
  readonly deadlineHours: number;
}
