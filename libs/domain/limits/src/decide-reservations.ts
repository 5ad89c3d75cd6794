import type { LimitEntry } from '@dws/contracts';
import type { Counter } from './counter.ts';
import type { LimitRule } from './limit-rule.ts';

/** A share that a proposal asks for. */
export interface ReservationRequest {
  readonly digest: string;
  readonly caseId: string;
  /** Minor units; null where it cannot be compared with the rule. */
  readonly amountMinor: number | null;
  /** Record that it writes to; left out where the rule does not count by it. */
  readonly record?: string;
}

export type ReservationResult =
  /** Set aside by this decision. */
  | 'reserved'
  /** Set aside before, by an earlier try: it counts once. */
  | 'standing'
  | 'exceeded'
  /** There is room, but not for another write to this record. */
  | 'record-exceeded';

export interface Reservations {
  /** In the order of the requests. */
  readonly results: readonly ReservationResult[];
  /** What to append; empty when nothing new is set aside. */
  readonly entries: readonly LimitEntry[];
}

/**
 * Which requests still fit, first come first served. One that is too large does not keep a later, smaller one
 * out. `forced` sets aside also what goes over: a person approved it, and it must count all the same.
 */
export function decideReservations(
  requests: readonly ReservationRequest[],
  counter: Counter,
  rule: LimitRule,
  forced = false,
): Reservations {
  const taken = new Set<string>();
  const entries: LimitEntry[] = [];
  const onRecord = new Map<string, number>();
  let { count, amountMinor } = counter;
  const results = requests.map((request): ReservationResult => {
    if (taken.has(request.digest) || counter.has(request.digest)) return 'standing';
    if (!forced && !fits(request, count, amountMinor, rule)) return 'exceeded';
    const { record } = request;
    const written = record === undefined ? 0 : (onRecord.get(record) ?? counter.countOn(record));
    if (!forced && rule.maxPerRecord !== undefined && written + 1 > rule.maxPerRecord)
      return 'record-exceeded';
    const amount = request.amountMinor ?? 0;
    taken.add(request.digest);
    const { digest, caseId } = request;
    entries.push({
      digest,
      caseId,
      count: 1,
      amountMinor: amount,
      ...(record === undefined ? {} : { record }),
    });
    if (record !== undefined) onRecord.set(record, written + 1);
    count += 1;
    amountMinor += amount;
    return 'reserved';
  });
  return { results, entries };
}

function fits(
  request: ReservationRequest,
  count: number,
  amountMinor: number,
  { maxCount, maxAmountMinor }: LimitRule,
): boolean {
  if (request.amountMinor === null) return false;
  if (maxCount !== undefined && count + 1 > maxCount) return false;
  return maxAmountMinor === undefined || amountMinor + request.amountMinor <= maxAmountMinor;
}
