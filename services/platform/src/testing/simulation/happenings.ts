import { instantOf, type JsonObject } from '@dws/kernel';
import { between, EPOCH, type Random } from '@dws/simulator';
import type { HappeningKind, Profile, Weights } from './profiles.ts';
import { weighed } from './weighed.ts';

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
const DEALS = [
  { opportunityId: 'opp-0001', accountId: 'acc-0001' },
  { opportunityId: 'opp-0004', accountId: 'acc-0007' },
] as const;
const TEXTS = [
  'My card has not arrived yet, where is it?',
  'Why was I charged a fee for this transfer?',
  'This is outrageous, I will take legal action about my blocked card!',
  'How do I change my PIN?',
] as const;

/** What happens at the company in one run, some of it told twice, some told wrongly. */
export function happeningsOf(
  random: Random,
  tickets: readonly string[],
  { happenings, kinds }: Pick<Profile, 'happenings' | 'kinds'>,
): readonly Happening[] {
  const count = between(happenings, random);
  const told = Array.from({ length: count }, (_, place) => one(random, place, tickets, kinds));
  const first = told[0];
  if (first && random.chance(0.3)) told.push({ ...first });
  if (first && random.chance(0.15))
    told.push({ ...first, data: { ...first.data, ...OTHER[first.type] }, genuine: false });
  return told;
}

/** What makes another body of one. */
const OTHER: Readonly<Record<string, JsonObject>> = {
  'ticket.created': { text: 'Something else altogether' },
  'usage.dropped': { observedAt: instantOf(EPOCH) },
  'usage.recovered': { observedAt: instantOf(EPOCH) },
  'renewal.date-near': { observedAt: instantOf(EPOCH) },
  'meeting.outcome-recorded': { recordedAt: instantOf(EPOCH) },
};

function one(
  random: Random,
  place: number,
  tickets: readonly string[],
  kinds: Weights<HappeningKind>,
): Happening {
  const by = random.chance(0.25) ? 'kafka' : 'http';
  return {
    id: `signal-${place}`,
    source: SOURCE,
    by,
    genuine: true,
    ...said(weighed(kinds, random), random, tickets),
  };
}

function said(
  kind: HappeningKind,
  random: Random,
  tickets: readonly string[],
): Pick<Happening, 'type' | 'data'> {
  switch (kind) {
    case 'ticket': {
      const ticketId = random.chance(0.8) ? random.pick(tickets) : `unknown-${random.below(2)}`;
      return {
        type: 'ticket.created',
        data: { ticketId, text: random.pick(TEXTS), channel: 'web', createdAt: WHEN },
      };
    }
    case 'drop': {
      const drop = random.pick([25, 45, 70, 70]);
      const averages = { currentDailyAverage: 100 - drop, baselineDailyAverage: 100, dropPercent: drop };
      return { type: 'usage.dropped', data: { ...usage(random), ...averages } };
    }
    case 'recovery': {
      const averages = { currentDailyAverage: 98, baselineDailyAverage: 100, recoveredPercent: 98 };
      return { type: 'usage.recovered', data: { ...usage(random), ...averages } };
    }
    case 'renewal': {
      const terms = { renewalDate: '2026-04-20', daysUntilRenewal: 48, stage: 'proposal' };
      const annualValue = { amountMinor: 1_200_000 + random.below(3), currency: 'EUR' };
      return {
        type: 'renewal.date-near',
        data: { ...random.pick(DEALS), ...terms, contractId: 'con-1', annualValue, observedAt: WHEN },
      };
    }
    case 'meeting': {
      const meeting = {
        meetingId: `meeting-${random.below(3)}`,
        attendeeContactIds: [],
        heldAt: WHEN,
        recordedAt: WHEN,
      };
      const outcome = random.pick(['no-show', 'cancelled', 'held']);
      return { type: 'meeting.outcome-recorded', data: { ...random.pick(DEALS), ...meeting, outcome } };
    }
  }
}

function usage(random: Random): JsonObject {
  const accountId = random.chance(0.75) ? HIGH_VALUE[0] : random.pick(ACCOUNTS);
  return { accountId, metric: 'daily-active-users', windowDays: 14, baselineDays: 28, observedAt: WHEN };
}
