import {
  validateInvoiceOverdue,
  validateOpportunityStalled,
  validateTicketCreated,
  validateUsageDropped,
  validateUsageRecovered,
} from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import { openCompany } from '../open-company.ts';
import { TICKET_TEXTS } from '../seed/ticket-texts.ts';
import { signalSource } from './signal-source.ts';

const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };

function open(seed = 7) {
  const company = openCompany({ seed, clock });
  return { company, source: signalSource(company, clock) };
}

describe('the signals of a company', () => {
  it('tell of a drop of 45 % exactly as the record shows it', () => {
    const { company, source } = open();
    const signal = source.emit('usage.dropped', { accountId: 'acc-0001', percent: 45 });
    const daily = company.table('analytics', 'usage').get('acc-0001')?.fields['daily'] as number[];
    const average = (days: readonly number[]) => days.reduce((sum, day) => sum + day, 0) / days.length;
    expect(signal).toMatchObject({
      specversion: '1.0',
      source: 'urn:dws:sandbox:analytics',
      type: 'usage.dropped',
      subject: 'acc-0001',
      time: '2026-03-02T09:30:00.000Z',
      data: {
        accountId: 'acc-0001',
        metric: 'active-users',
        windowDays: 14,
        baselineDays: 28,
        dropPercent: 45,
        observedAt: '2026-03-02T09:30:00.000Z',
      },
    });
    expect(signal?.data['currentDailyAverage']).toBeCloseTo(average(daily.slice(-14)), 2);
    expect(signal?.data['baselineDailyAverage']).toBeCloseTo(average(daily.slice(14, 42)), 1);
  });

  it('let usage come back on the same subject', () => {
    const { source } = open();
    source.emit('usage.dropped', { accountId: 'acc-0001', percent: 45 });
    const signal = source.emit('usage.recovered', { accountId: 'acc-0001', percent: 96 });
    expect(signal).toMatchObject({ subject: 'acc-0001', data: { recoveredPercent: 96 } });
    expect(signal?.data).not.toHaveProperty('dropPercent');
  });

  it('bring tickets that the helpdesk holds, without saying what they are about', () => {
    const { company, source } = open();
    const signal = source.emit('ticket.created', { accountId: 'acc-0003' });
    const texts = Object.values(TICKET_TEXTS).flat();
    expect(texts).toContain(signal?.data['text']);
    expect(signal?.data).toMatchObject({ accountId: 'acc-0003', createdAt: '2026-03-02T09:30:00.000Z' });
    expect(signal?.data).not.toHaveProperty('category');
    expect(company.table('helpdesk', 'ticket').get(signal?.subject ?? '')?.fields).toMatchObject({
      status: 'open',
      text: signal?.data['text'],
    });
  });

  it('count the days of a stalled opportunity and an overdue invoice', () => {
    const { company, source } = open();
    const stalled = source.emit('opportunity.stalled');
    const days = stalled?.data['daysInactive'] as number;
    const since = Date.parse(stalled?.data['lastActivityAt'] as string);
    expect((clock.now() - since) / 86_400_000).toBe(days);
    const overdue = source.emit('invoice.overdue');
    const due = Date.parse(overdue?.data['dueDate'] as string);
    expect((Date.UTC(2026, 2, 2) - due) / 86_400_000).toBe(overdue?.data['daysOverdue']);
    expect(company.table('billing', 'invoice').get(overdue?.subject ?? '')?.fields['status']).toBe('overdue');
  });

  it('come out the same in a repeated run, and with other ids in a company opened later', () => {
    const run = (seed: number) => {
      const { source } = open(seed);
      return Array.from({ length: 200 }, () => source.next());
    };
    const signals = run(7);
    expect(run(7)).toEqual(signals);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(200);
    expect(new Set(signals.map(({ type }) => type))).toEqual(
      new Set([
        'ticket.created',
        'usage.dropped',
        'usage.recovered',
        'opportunity.stalled',
        'invoice.overdue',
      ]),
    );
    const later = { now: () => clock.now() + 1 };
    const other = signalSource(openCompany({ seed: 7, clock: later }), later).next();
    expect(other.id).not.toBe(signals[0]?.id);
  });

  it.each([
    ['ticket.created', validateTicketCreated],
    ['usage.dropped', validateUsageDropped],
    ['usage.recovered', validateUsageRecovered],
    ['opportunity.stalled', validateOpportunityStalled],
    ['invoice.overdue', validateInvoiceOverdue],
  ] as const)('keep to the contract of %s, which the gateway holds them to', (type, validate) => {
    const { source } = open();
    source.emit('usage.dropped', { accountId: 'acc-0001', percent: 45 });
    const signal = source.emit(type, { accountId: 'acc-0001' });
    expect(signal).toBeDefined();
    expect(validate(signal?.data)).toEqual([]);
  });

  it('do not tell of what cannot happen', () => {
    expect(open().source.emit('usage.dropped', { accountId: 'acc-none' })).toBeUndefined();
    expect(open().source.emit('usage.recovered')).toBeUndefined();
  });
});
