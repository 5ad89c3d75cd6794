import { millisecondsOf } from '@dws/kernel';
import { recordOf, recordsOf, type PlanInput } from '@dws/worker';
import { overdueInvoices } from './invoices.ts';
import { saidBy } from './signal.ts';
import type { ChurnTables, HEALTH_FACTS } from './tables.ts';
import { compare, compareDays, type Comparison } from './usage.ts';

export type ChurnInput = PlanInput<ChurnTables>;
export type HealthFact = (typeof HEALTH_FACTS)[number];

export interface HealthReason {
  readonly fact: HealthFact;
  readonly points: number;
  readonly text: string;
}

/** How an account is doing, with what speaks against it, heaviest first. */
export interface HealthView {
  /** 0 to 100. */
  readonly score: number;
  readonly level: 'healthy' | 'watch' | 'at-risk';
  readonly reasons: readonly HealthReason[];
  readonly usage: Comparison | undefined;
}

const DAY_MS = 86_400_000;

export function healthView(input: ChurnInput): HealthView {
  const { tables } = input;
  const usage = usageOf(input);
  const facts = factsOf(input, usage);
  const reasons = tables.deductions
    .flatMap(({ fact, says, bands }): HealthReason[] => {
      const value = facts[fact];
      if (value === undefined) return [];
      const band = bands.find(
        ({ over, under }) => (over === undefined || value > over) && (under === undefined || value < under),
      );
      return band ? [{ fact, points: band.points, text: says.replace('{value}', String(value)) }] : [];
    })
    .toSorted((a, b) => b.points - a.points);
  const score = Math.max(
    0,
    reasons.reduce((rest, { points }) => rest - points, tables.start),
  );
  const { atRiskBelow, watchBelow } = tables.levels;
  const level = score < atRiskBelow ? 'at-risk' : score < watchBelow ? 'watch' : 'healthy';
  return { score, level, reasons, usage };
}

/** The signal's own baseline where it brings one, else the last days in analytics against those before. */
function usageOf({ signal, context, tables }: ChurnInput): Comparison | undefined {
  const { usage } = saidBy(signal);
  const brought = usage && compare(usage.currentDailyAverage, usage.baselineDailyAverage);
  return brought ?? compareDays(recordOf(context, 'usage')?.fields['daily'], tables.windows);
}

function factsOf(
  { signal, context, tables, now }: ChurnInput,
  usage: Comparison | undefined,
): Readonly<Record<HealthFact, number | undefined>> {
  const { logins, score, renewal } = saidBy(signal);
  const loginsNow = logins
    ? compare(logins.activeUsers, logins.previousActiveUsers)
    : compareDays(recordOf(context, 'login')?.fields['daily'], tables.windows);
  const tickets = recordsOf(context, 'tickets').filter(({ fields: { status } }) => {
    return typeof status === 'string' && !tables.settledTickets.includes(status);
  });
  return {
    usageDropPercent: usage?.dropPercent,
    loginDropPercent: loginsNow?.dropPercent,
    surveyPercent: score && score.scaleMax > 0 ? Math.round((score.score * 100) / score.scaleMax) : undefined,
    openTickets: tickets.length,
    overdueInvoices: overdueInvoices(context, tables).length,
    daysToRenewal:
      renewal?.daysUntilRenewal ?? daysUntil(recordOf(context, 'account')?.fields['renewalDate'], now),
  };
}

/** Whole days from now to a calendar day; undefined for none, or one that has passed. */
function daysUntil(date: unknown, now: string): number | undefined {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    const today = millisecondsOf(`${now.slice(0, 10)}T00:00:00.000Z`);
    const days = (millisecondsOf(`${date}T00:00:00.000Z`) - today) / DAY_MS;
    return days >= 0 ? days : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
