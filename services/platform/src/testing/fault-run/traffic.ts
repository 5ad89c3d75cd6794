import { caseIdOf } from '@dws/kernel';
import type { Random } from '@dws/simulator';

/** What must have become of a signal in the end. */
export type Expected =
  /** One case of each worker that matches. */
  | { readonly what: 'cases'; readonly caseIds: readonly string[] }
  /** No case, and a trace that says why for every worker. */
  | { readonly what: 'no-case' }
  /** A dead letter with this code. */
  | { readonly what: 'dead-letter'; readonly code: string };

/** A signal as its source has it, and how it is told. */
export interface Signal {
  readonly id: string;
  readonly type: string;
  readonly domain: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** To the gateway by HTTP, as JSON on the inbound topic, or as a record on the signals topic. */
  readonly by: 'http' | 'inbound' | 'record';
  readonly expected: Expected;
}

export const SOURCE = 'urn:dws:fault-run';
const ACCOUNTS = 72;
const TICKETS = 60;
const TEXTS = [
  'My card has not arrived yet, where is it?',
  'Why was I charged a fee for this transfer?',
  'This is outrageous, I will take legal action about my blocked card!',
  'How do I change my PIN?',
];

const at = (): string => new Date().toISOString();
const numbered = (kind: string, number: number): string => `${kind}-${String(number).padStart(4, '0')}`;
const casesOf = (worker: string, id: string): Expected => ({
  what: 'cases',
  caseIds: [caseIdOf(worker, SOURCE, id)],
});

function ticket(id: string, random: Random): Signal {
  const ticketId = random.chance(0.4) ? numbered('tic', 1 + random.below(TICKETS)) : `run-${id}`;
  const data = { ticketId, text: random.pick(TEXTS), channel: 'web', createdAt: at() };
  const place = { domain: 'customer-experience', subject: ticketId };
  const by = random.chance(0.2) ? 'inbound' : 'http';
  return { id, type: 'ticket.created', ...place, data, by, expected: casesOf('ticket-classification', id) };
}

function usage(id: string, random: Random): Signal {
  // Every sixth account is of high value: there the drop is handed over to Revenue.
  const accountId = numbered('acc', 1 + random.below(ACCOUNTS / 6) * 6 + (random.chance(0.3) ? 1 : 0));
  const window = { accountId, metric: 'daily-active-users', windowDays: 14, baselineDays: 28 };
  const recovered = random.chance(0.2);
  const now = recovered ? 98 : 100 - random.pick([25, 45, 70]);
  const averages = { currentDailyAverage: now, baselineDailyAverage: 100, observedAt: at() };
  const change = recovered ? { recoveredPercent: 98 } : { dropPercent: 100 - now };
  const type = recovered ? 'usage.recovered' : 'usage.dropped';
  const place = { domain: 'customer-experience', subject: accountId };
  const data = { ...window, ...averages, ...change };
  return { id, type, ...place, data, by: 'http', expected: casesOf('churn-signal', id) };
}

/** Finance has no worker. */
function invoice(id: string): Signal {
  const data = {
    ...{ invoiceId: `inv-${id}`, accountId: 'acc-0001', amount: { amountMinor: 100, currency: 'EUR' } },
    ...{ dueDate: '2026-01-01', daysOverdue: 30, observedAt: at() },
  };
  const place = { domain: 'finance', subject: data.invoiceId };
  return { id, type: 'invoice.overdue', ...place, data, by: 'http', expected: { what: 'no-case' } };
}

/** Text that no schema wrote, straight on the topic. */
function garbage(id: string): Signal {
  const place = { domain: 'customer-experience', subject: `run-${id}` };
  const expected: Expected = { what: 'dead-letter', code: 'payload-malformed' };
  return { id, type: 'ticket.created', ...place, data: {}, by: 'record', expected };
}

/** The next signal. @param told signals that were taken by HTTP: what may be told again */
export function nextSignal(number: number, random: Random, told: readonly Signal[]): Signal {
  const id = `signal-${number}`;
  const earlier = told.length > 0 ? random.pick(told) : null;
  const kind = random.next();
  if (kind < 0.04) return invoice(id);
  if (kind < 0.06) return garbage(id);
  if (kind < 0.12 && earlier) return earlier;
  if (kind < 0.14 && earlier?.type === 'ticket.created') {
    const data = { ...earlier.data, text: 'Something else altogether.' };
    return { ...earlier, data, expected: { what: 'dead-letter', code: 'signal-conflict' } };
  }
  return kind < 0.42 ? usage(id, random) : ticket(id, random);
}
