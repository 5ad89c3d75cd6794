import type { Names } from '@dws/application';
import type { ActionProposal, Reservation } from '@dws/contracts';
import { countedAmount, countedRecord, counterKeyOf, type Day, type LimitRule } from '@dws/limits';

/** One counter: a rule, whom it counts, and the day. */
export interface LimitRef {
  readonly rule: LimitRule;
  readonly key: string;
  readonly day: Day;
}

/** A proposal's wish for a share of a counter. */
export interface LimitAsk {
  readonly ref: LimitRef;
  readonly digest: string;
  readonly caseId: string;
  /** Minor units; null where the value cannot be compared with the rule. */
  readonly amountMinor: number | null;
  /** Record that it writes to, where the rule counts those. */
  readonly record?: string;
}

export function limitStream({ rule, key, day }: LimitRef, names: Names): string {
  return names.stream(`limit-${rule.id}.${encodeURIComponent(key)}-${day}`);
}

/** Every counter that a proposal counts in. */
export function asksOf(proposal: ActionProposal, rules: readonly LimitRule[], day: Day): readonly LimitAsk[] {
  const { digest, caseId } = proposal;
  return rules.flatMap((rule) => {
    const key = counterKeyOf(rule, proposal);
    if (key === null) return [];
    const record = countedRecord(rule, proposal);
    const ask = { ref: { rule, key, day }, digest, caseId, amountMinor: countedAmount(rule, proposal) };
    return [record === undefined ? ask : { ...ask, record }];
  });
}

export function reservationOf({ ref, amountMinor }: LimitAsk): Reservation {
  return { limit: ref.rule.id, key: ref.key, day: ref.day, count: 1, amountMinor: amountMinor ?? 0 };
}
