import type { ActionProposal } from '@dws/contracts';

export const LIMIT_SCOPES = ['worker', 'action-kind', 'customer', 'domain'] as const;
/** What a limit is counted by: each worker, kind, customer or domain has a counter of its own. */
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** How much may happen in one day of the domain's time zone. */
export interface LimitRule {
  readonly id: string;
  readonly countBy: LimitScope;
  /** Only these workers; left out: all of the domain. */
  readonly workers?: readonly string[];
  /** Only these action kinds; left out: all. */
  readonly actionKinds?: readonly string[];
  /** Only what leaves the company. */
  readonly externalOnly?: boolean;
  /** At most this many actions. */
  readonly maxCount?: number;
  /** Of these, at most this many writes to one record: what feeds on its own effects is stopped early. */
  readonly maxPerRecord?: number;
  /** At most this much value in minor units of `currency`. */
  readonly maxAmountMinor?: number;
  readonly currency?: string;
  /** What becomes of an action that would go over. */
  readonly onReach: 'review' | 'deny';
}

/** The members of a proposal that limits look at. */
export type Countable = Pick<
  ActionProposal,
  'worker' | 'domain' | 'actionKind' | 'customer' | 'external' | 'value'
>;

/** The counter of this rule that a proposal counts in, such as `customer:acc-1`, or null where the rule does not concern it. */
export function counterKeyOf(rule: LimitRule, proposal: Countable): string | null {
  if (rule.workers && !rule.workers.includes(proposal.worker)) return null;
  if (rule.actionKinds && !rule.actionKinds.includes(proposal.actionKind)) return null;
  if (rule.externalOnly && !proposal.external) return null;
  const counted = countedBy(rule.countBy, proposal);
  return counted === '' ? null : `${rule.countBy}:${counted}`;
}

function countedBy(scope: LimitScope, proposal: Countable): string {
  switch (scope) {
    case 'worker':
      return proposal.worker;
    case 'action-kind':
      return proposal.actionKind;
    case 'customer':
      return proposal.customer;
    case 'domain':
      return proposal.domain;
  }
}

/**
 * The record that a proposal writes to, such as `crm/account/acc-1`, where the rule counts by it: the one of its system
 * whose version it insists on, or else the business entity that it is about, in that system.
 */
export function countedRecord(
  rule: LimitRule,
  { system, subject, expects }: Pick<ActionProposal, 'system' | 'subject' | 'expects'>,
): string | undefined {
  if (rule.maxPerRecord === undefined) return undefined;
  const written = expects.find((ref) => ref.system === system);
  return written ? `${system}/${written.recordType}/${written.id}` : `${system}/${subject}`;
}

/**
 * Value that counts, in minor units; null where it cannot be compared with the rule's currency, which counts as
 * over the limit: no rate is invented.
 */
export function countedAmount(rule: LimitRule, proposal: Countable): number | null {
  if (rule.maxAmountMinor === undefined || !proposal.value) return 0;
  return proposal.value.currency === rule.currency ? proposal.value.amountMinor : null;
}
