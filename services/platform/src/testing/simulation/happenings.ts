import { instantOf, type JsonObject } from '@dws/kernel';
import { EPOCH, type Random } from '@dws/simulator';

/** A signal as its source sends it: over HTTP, or as a JSON record on its domain's inbound topic. */
export interface Happening {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly by: 'http' | 'kafka';
  /** False where it says what cannot be: the same id with another body. */
  readonly genuine: boolean;
}

const SOURCE = 'urn:simulated:company';
const WHEN = instantOf(EPOCH - 60_000);
const HIGH_VALUE = ['acc-0001', 'acc-0007'] as const;
const ACCOUNTS = [...HIGH_VALUE, 'acc-0002'] as const;
const TEXTS = [
  'My card has not arrived yet, where is it?',
  'Why was I charged a fee for this transfer?',
  'This is outrageous, I will take legal action about my blocked card!',
  'How do I change my PIN?',
] as const;

/** What happens at the company in one run: tickets and drops of usage, some told twice, some told wrongly. */
export function happeningsOf(random: Random, tickets: readonly string[]): readonly Happening[] {
  const count = 3 + random.below(3);
  const told = Array.from({ length: count }, (_, place) => one(random, place, tickets));
  const first = told[0];
  if (first && random.chance(0.3)) told.push({ ...first });
  if (first && random.chance(0.15))
    told.push({ ...first, data: { ...first.data, ...other(first) }, genuine: false });
  return told;
}

function other({ type }: Happening): JsonObject {
  return type === 'ticket.created' ? { text: 'Something else altogether' } : { observedAt: instantOf(EPOCH) };
}

function one(random: Random, place: number, tickets: readonly string[]): Happening {
  const common = {
    id: `signal-${place}`,
    source: SOURCE,
    by: random.chance(0.25) ? ('kafka' as const) : ('http' as const),
    genuine: true,
  };
  const kind = random.next();
  if (kind < 0.45) {
    const ticketId = random.chance(0.8) ? random.pick(tickets) : `unknown-${random.below(2)}`;
    const data = { ticketId, text: random.pick(TEXTS), channel: 'web', createdAt: WHEN };
    return { ...common, type: 'ticket.created', data };
  }
  const accountId = random.chance(0.75) ? HIGH_VALUE[0] : random.pick(ACCOUNTS);
  const window = { accountId, metric: 'daily-active-users', windowDays: 14, baselineDays: 28 };
  if (kind < 0.9) {
    const drop = random.pick([25, 45, 70]);
    const averages = { currentDailyAverage: 100 - drop, baselineDailyAverage: 100 };
    const data = { ...window, ...averages, dropPercent: drop, observedAt: WHEN };
    return { ...common, type: 'usage.dropped', data };
  }
  const averages = { currentDailyAverage: 98, baselineDailyAverage: 100 };
  const data = { ...window, ...averages, recoveredPercent: 98, observedAt: WHEN };
  return { ...common, type: 'usage.recovered', data };
}
