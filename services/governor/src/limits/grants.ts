import type { ActionProposal, Reservation } from '@dws/contracts';
import type { ExceededLimit, Verdict } from '@dws/gate';
import type { Policies } from '@dws/policies';
import type { LimitLedger } from './limit-ledger.ts';
import { asksOf, reservationOf, type LimitAsk } from './limit-ref.ts';

/** What limits say of one proposal. */
export interface Grant {
  /** Shares that stand for it, as the decision records them. */
  readonly reservations: readonly Reservation[];
  /** Shares that this call set aside. */
  readonly reserved: readonly LimitAsk[];
  readonly exceeded: readonly ExceededLimit[];
}

const NOTHING: Grant = { reservations: [], reserved: [], exceeded: [] };

export interface LimitedProposal {
  readonly proposal: ActionProposal;
  readonly verdict: Verdict;
  /** A control order holds it: it is not decided, so nothing is set aside. */
  readonly held: boolean;
}

interface GrantOptions {
  readonly ledger: LimitLedger;
  readonly policies: Policies;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Sets shares aside for what is allowed. What waits for a person sets nothing aside, but is turned away where a
 * limit that denies is full already: nobody should be asked for what cannot happen.
 */
export async function grantsFor(
  entries: readonly LimitedProposal[],
  { ledger, policies, now }: GrantOptions,
): Promise<readonly Grant[]> {
  const wishes = entries.map((entry) => wishOf(entry, policies, now));
  const reserve = wishes.flatMap(({ mode, asks }) => (mode === 'reserve' ? asks : []));
  const look = wishes.flatMap(({ mode, asks }) => (mode === 'look' ? asks : []));
  const results = new Map<LimitAsk, string>();
  const reserving = await ledger.reserve(reserve, 'reserve');
  reserve.forEach((ask, index) => results.set(ask, reserving[index] as string));
  const looking = look.length > 0 ? await ledger.reserve(look, 'look') : [];
  look.forEach((ask, index) => results.set(ask, looking[index] === 'exceeded' ? 'exceeded' : 'looked'));
  return wishes.map(({ asks }) => (asks.length === 0 ? NOTHING : grantOf(asks, results)));
}

function wishOf({ proposal, verdict, held }: LimitedProposal, policies: Policies, now: number) {
  const mode = verdict.result === 'allow' ? ('reserve' as const) : ('look' as const);
  if (held || verdict.mode === 'shadow' || verdict.result === 'deny') return { mode, asks: [] };
  const { limits, dayOf } = policies.of(proposal.domain);
  const rules = mode === 'reserve' ? limits : limits.filter(({ onReach }) => onReach === 'deny');
  return { mode, asks: rules.length === 0 ? [] : asksOf(proposal, rules, dayOf(now)) };
}

function grantOf(asks: readonly LimitAsk[], results: ReadonlyMap<LimitAsk, string>): Grant {
  const having = (...wanted: readonly string[]): LimitAsk[] =>
    asks.filter((ask) => wanted.includes(results.get(ask) ?? ''));
  return {
    reservations: having('reserved', 'standing').map(reservationOf),
    reserved: having('reserved'),
    exceeded: having('exceeded').map(({ ref: { rule, key } }) => ({ rule, key })),
  };
}
