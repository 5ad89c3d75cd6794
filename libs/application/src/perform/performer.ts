import type { LiveCase } from '@dws/case';
import type { ActionProposal, Claimed, Receipt, RecordRef, ReversalClaimed } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import type { EffectClass } from '@dws/ports';

/** One claimed action, ready to be performed. */
export interface Work {
  readonly proposal: ActionProposal;
  readonly claim: Claimed;
  readonly state: LiveCase;
  readonly traceparent: string | undefined;
  /** Set where an executed action is undone: `proposal` then holds the operation and arguments that undo it. */
  readonly undoes?: ReversalClaimed;
}

/** The write that undoes an executed action. */
export interface Undoing {
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly effectClass: EffectClass;
  readonly expects: readonly RecordRef[];
}

/** What a service can perform: writes to business systems, or hand-overs to another domain. */
export interface Performer {
  accepts(proposal: ActionProposal): boolean;
  effectClass(proposal: ActionProposal): EffectClass;
  /**
   * Performs the action with the claim's reference. Errors: `system-unavailable` (nothing was sent),
   * `system-outcome-unknown`, `system-refused`, `record-version-changed`.
   */
  perform(work: Work, deadline: number): Promise<Receipt>;
  /** Class Q: what became of the reference, or null when the system knows nothing of it. */
  query(work: Work, deadline: number): Promise<Receipt | null>;
  /** The write that undoes what was executed with this receipt, or null where its system names none. */
  undoing?(proposal: ActionProposal, receipt: Receipt): Undoing | null;
}

export interface ClaimToCheck {
  readonly proposal: ActionProposal;
  readonly state: LiveCase;
}

/** What the policies in force now say of a proposal that was allowed earlier. They may only refuse. */
export interface ClaimPolicy {
  /** Hash of the policies in force. */
  readonly hash: string;
  /** Works out what `refuses` will be asked, where that takes a while. Called before each batch of claims. */
  prepare?(claims: readonly ClaimToCheck[]): Promise<void>;
  /** Why it may no longer run, or null. */
  refuses(proposal: ActionProposal, state: LiveCase): string | null;
}

/** Checks that a gate decision, or a person's approval, is genuine. */
export interface Authenticity {
  /** Why the permission of this proposal is not genuine, or null. */
  flawOf(proposalId: string, state: LiveCase): string | null;
}
