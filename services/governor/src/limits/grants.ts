import type { ActionProposal, Reservation } from '@dws/contracts';
import type { ExceededLimit, Verdict } from '@dws/gate';
import type { Policies } from '@dws/policies';
import type { LimitLedger, ReserveMode } from './limit-ledger.ts';
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
  /** Limits that a person approved it in spite of. One that denies is not theirs to set aside. */
  readonly told: ReadonlySet<string>;
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
  const perEntry = entries.map((entry) => wishesOf(entry, policies, now));
  const wishes = perEntry.flat();
  const results = new Map<LimitAsk, string>();
  for (const mode of ['reserve', 'count', 'look'] as const) {
    const asks = wishes.filter((wish) => wish.mode === mode).map(({ ask }) => ask);
    const answers = asks.length > 0 ? await ledger.reserve(asks, mode) : [];
    asks.forEach((ask, index) => {
      const answer = answers[index] as string;
      results.set(ask, mode === 'look' && !answer.endsWith('exceeded') ? 'looked' : answer);
    });
  }
  return perEntry.map((own) =>
    own.length === 0
      ? NOTHING
      : grantOf(
          own.map(({ ask }) => ask),
          results,
        ),
  );
}

interface Wish {
  readonly ask: LimitAsk;
  readonly mode: ReserveMode;
}

function wishesOf(
  { proposal, verdict, held, told }: LimitedProposal,
  policies: Policies,
  now: number,
): readonly Wish[] {
  if (held || verdict.mode === 'shadow' || verdict.result === 'deny') return [];
  const { limits, dayOf } = policies.of(proposal.domain);
  const allowed = verdict.result === 'allow';
  const rules = allowed ? limits : limits.filter(({ onReach }) => onReach === 'deny');
  if (rules.length === 0) return [];
  return asksOf(proposal, rules, dayOf(now)).map((ask): Wish => {
    const { id, onReach } = ask.ref.rule;
    // Whoever approved it knew that this limit is reached, and was asked because of that: it goes over, and counts.
    const knowingly = onReach === 'review' && told.has(id);
    return { ask, mode: !allowed ? 'look' : knowingly ? 'count' : 'reserve' };
  });
}

function grantOf(asks: readonly LimitAsk[], results: ReadonlyMap<LimitAsk, string>): Grant {
  const having = (...wanted: readonly string[]): LimitAsk[] =>
    asks.filter((ask) => wanted.includes(results.get(ask) ?? ''));
  return {
    reservations: having('reserved', 'standing').map(reservationOf),
    reserved: having('reserved'),
    exceeded: having('exceeded', 'record-exceeded').map((ask) => {
      const { rule, key } = ask.ref;
      // The counter has room; what is full is the record.
      return { rule, key: results.get(ask) === 'record-exceeded' ? `record:${ask.record}` : key };
    }),
  };
}
