import { describe, expect, it } from 'vitest';
import { Counter } from './counter.ts';
import { decideReservations } from './decide-reservations.ts';
import { dayIn } from './limit-day.ts';
import { countedAmount, countedRecord, counterKeyOf, type Countable, type LimitRule } from './limit-rule.ts';

const rule: LimitRule = { id: 'r', countBy: 'customer', maxCount: 2, onReach: 'review' };
const message: Countable = {
  worker: 'churn-signal',
  domain: 'customer-experience',
  actionKind: 'message.send',
  customer: 'acc-1',
  external: true,
};
const request = (digest: string, amountMinor: number | null = 0) => ({
  digest,
  caseId: `case-${digest}`,
  amountMinor,
});

function reserved(counter: Counter, digests: readonly string[], amountMinor = 0): Counter {
  const entries = digests.map((digest) => ({ digest, caseId: `case-${digest}`, count: 1, amountMinor }));
  const place = { limit: 'r', key: 'customer:acc-1', day: '2026-03-29', at: '2026-03-29T10:00:00.000Z' };
  return counter.apply({ type: 'limit-reserved', data: { ...place, entries } });
}

function released(counter: Counter, digests: readonly string[]): Counter {
  const place = { limit: 'r', key: 'customer:acc-1', day: '2026-03-29', at: '2026-03-29T11:00:00.000Z' };
  return counter.apply({ type: 'limit-released', data: { ...place, digests } });
}

describe('the counter of a limit', () => {
  it('counts each digest once', () => {
    const counter = reserved(reserved(new Counter(), ['a', 'b'], 50), ['b', 'c'], 50);
    expect([counter.count, counter.amountMinor]).toEqual([3, 150]);
  });

  it('gives back what is released, and only that', () => {
    const counter = released(reserved(new Counter(), ['a', 'b'], 50), ['a', 'unknown']);
    expect([counter.count, counter.amountMinor, [...counter.entries()].map(({ digest }) => digest)]).toEqual([
      1,
      50,
      ['b'],
    ]);
  });

  it('does not give back twice', () => {
    expect(released(released(reserved(new Counter(), ['a', 'b']), ['a']), ['a']).count).toBe(1);
  });
});

describe('reserving', () => {
  it('lets the first come first', () => {
    const { results, entries } = decideReservations(
      [request('a'), request('b'), request('c')],
      new Counter(),
      rule,
    );
    expect(results).toEqual(['reserved', 'reserved', 'exceeded']);
    expect(entries.map(({ digest }) => digest)).toEqual(['a', 'b']);
  });

  it('finds an earlier reservation of the same digest, also when the limit is reached', () => {
    const full = reserved(new Counter(), ['a', 'b']);
    expect(decideReservations([request('a'), request('c')], full, rule)).toEqual({
      results: ['standing', 'exceeded'],
      entries: [],
    });
  });

  it('counts a digest that is asked for twice in one batch once', () => {
    expect(decideReservations([request('a'), request('a')], new Counter(), rule).results).toEqual([
      'reserved',
      'standing',
    ]);
  });

  it('holds the value, up to and including the limit', () => {
    const byValue: LimitRule = {
      id: 'v',
      countBy: 'worker',
      maxAmountMinor: 100,
      currency: 'EUR',
      onReach: 'deny',
    };
    const standing = reserved(new Counter(), ['a'], 60);
    const { results } = decideReservations([request('b', 41), request('c', 40)], standing, byValue);
    expect(results).toEqual(['exceeded', 'reserved']);
  });

  it('takes a value it cannot compare for over the limit', () => {
    expect(decideReservations([request('a', null)], new Counter(), rule).results).toEqual(['exceeded']);
  });

  it('counts what a person approved, also over the limit', () => {
    const full = reserved(new Counter(), ['a', 'b']);
    expect(decideReservations([request('c')], full, rule, true).results).toEqual(['reserved']);
  });
});

describe('writes to one record', () => {
  const perRecord: LimitRule = { id: 'r', countBy: 'worker', maxCount: 9, maxPerRecord: 2, onReach: 'deny' };
  const write = (digest: string, record: string) => ({ ...request(digest), record });
  const [crm, desk] = ['crm/account/acc-1', 'helpdesk/ticket/T-1'];

  it('are counted apart from those to others, and within the whole', () => {
    const { results, entries } = decideReservations(
      [write('a', crm), write('b', crm), write('c', crm), write('d', desk)],
      new Counter(),
      perRecord,
    );
    expect(results).toEqual(['reserved', 'reserved', 'record-exceeded', 'reserved']);
    expect(entries.map(({ record }) => record)).toEqual([crm, crm, desk]);
    const counter = new Counter().apply({
      type: 'limit-reserved',
      data: {
        limit: 'r',
        key: 'worker:w',
        day: '2026-03-29',
        at: '2026-03-29T10:00:00.000Z',
        entries: [...entries],
      },
    });
    expect([counter.countOn(crm), counter.countOn(desk), counter.count]).toEqual([2, 1, 3]);
    expect(decideReservations([write('e', crm), write('a', crm)], counter, perRecord).results).toEqual([
      'record-exceeded',
      'standing',
    ]);
    expect(decideReservations([write('e', crm)], released(counter, ['a']), perRecord).results).toEqual([
      'reserved',
    ]);
  });

  it('count by the record whose version they insist on, else by what they are about', () => {
    const ref = { recordType: 'account', id: 'acc-1', version: 'v7' };
    const proposal = {
      system: 'crm',
      subject: 'T-1',
      expects: [
        { system: 'helpdesk', ...ref },
        { system: 'crm', ...ref },
      ],
    };
    expect(countedRecord(perRecord, proposal)).toBe(crm);
    expect(countedRecord(perRecord, { ...proposal, expects: [] })).toBe('crm/T-1');
    expect(countedRecord(rule, proposal)).toBeUndefined();
  });
});

describe('a rule', () => {
  it.each<[string, Partial<LimitRule>, Partial<Countable>, string | null]>([
    ['counts by customer', {}, {}, 'customer:acc-1'],
    ['counts by worker', { countBy: 'worker' }, {}, 'worker:churn-signal'],
    ['counts by kind', { countBy: 'action-kind' }, {}, 'action-kind:message.send'],
    ['counts by domain', { countBy: 'domain' }, {}, 'domain:customer-experience'],
    ['does not concern a proposal without customer', {}, { customer: '' }, null],
    ['does not concern another kind', { actionKinds: ['task.create'] }, {}, null],
    ['concerns its kind', { actionKinds: ['message.send'] }, {}, 'customer:acc-1'],
    ['does not concern another worker', { workers: ['revenue-execution'] }, {}, null],
    ['does not concern what stays inside', { externalOnly: true }, { external: false }, null],
  ])('%s', (_, changed, proposal, key) => {
    expect(counterKeyOf({ ...rule, ...changed }, { ...message, ...proposal })).toBe(key);
  });

  it('compares values of its own currency only', () => {
    const byValue: LimitRule = { ...rule, maxAmountMinor: 100, currency: 'EUR' };
    expect(countedAmount(byValue, { ...message, value: { amountMinor: 7, currency: 'EUR' } })).toBe(7);
    expect(countedAmount(byValue, { ...message, value: { amountMinor: 7, currency: 'USD' } })).toBeNull();
    expect(countedAmount(byValue, message)).toBe(0);
    expect(countedAmount(rule, { ...message, value: { amountMinor: 7, currency: 'USD' } })).toBe(0);
  });
});

describe('a day', () => {
  it.each([
    // Berlin is one hour ahead in winter, two in summer; clocks change on 2026-03-29 and 2026-10-25.
    ['Europe/Berlin', '2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
    ['America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
    ['Asia/Kathmandu', '2026-01-01T18:14:59.999Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-01-01T18:15:00.000Z', '2026-01-02'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', '2026-01-01'],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31'],
  ])('in %s at %s is %s', (zone, instant, day) => {
    expect(dayIn(zone)(Date.parse(instant))).toBe(day);
  });

  it('is told apart by one function at once', () => {
    const berlin = dayIn('Europe/Berlin');
    expect([
      berlin(Date.parse('2026-03-28T22:59:59.999Z')),
      berlin(Date.parse('2026-03-28T23:00:00.000Z')),
    ]).toEqual(['2026-03-28', '2026-03-29']);
  });

  it('of an unknown zone is refused', () => {
    expect(() => dayIn('Europe/Atlantis')).toThrow(RangeError);
  });
});
