import { describe, expect, it } from 'vitest';
import type { Decoded } from '../consume/decode.ts';
import { incomingSignal } from './incoming-signal.ts';

function decoded(change: Readonly<Record<string, string | undefined>> = {}): Decoded {
  const all: Readonly<Record<string, string | undefined>> = {
    ce_source: 'urn:test',
    ce_id: 's-1',
    ce_type: 'score.low',
    ce_time: '2026-03-02T10:00:00+01:00',
    ce_subject: 'acc-1',
    dws_hops: '2',
    ...change,
  };
  const headers = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const message = {
    topic: 'signals.customer-experience.v1',
    partition: 0,
    offset: '7',
    key: 'acc-1',
    headers,
    value: null,
    timestamp: 0,
  };
  return { message, type: 'score.low', value: { accountId: 'acc-1' } };
}

describe('a signal off a topic', () => {
  it('carries its time in the form of the store, and its hops', () => {
    expect(incomingSignal(decoded(), 'churn-signal')).toMatchObject({
      source: 'urn:test',
      id: 's-1',
      subject: 'acc-1',
      occurredAt: '2026-03-02T09:00:00.000Z',
      hops: 2,
    });
  });

  it('has made no hop and is about its key where it does not say', () => {
    const plain = decoded({ dws_hops: undefined, ce_subject: undefined });
    expect(incomingSignal(plain, 'churn-signal')).toMatchObject({ hops: 0, subject: 'acc-1' });
  });

  it.each([
    ['no id', 'ce_id', undefined],
    ['no source', 'ce_source', ''],
    ['no time', 'ce_time', undefined],
    ['a time that is none', 'ce_time', 'yesterday'],
    ['a time beyond the years that can be written', 'ce_time', '+010000-01-01T00:00:00Z'],
    ['a day that its month does not have', 'ce_time', '2026-02-30T00:00:00Z'],
    ['an id that holds what separates the parts of names', 'ce_id', 's\u001f1'],
    ['a source over two lines', 'ce_source', 'urn:test\r\nx: y'],
    ['half a character in its id', 'ce_id', 's-\ud800'],
    ['an id whose bytes were no UTF-8', 'ce_id', 's-\ufffd'],
    ['a subject with a zero byte', 'ce_subject', 'acc\u00001'],
    ['hops that are no number', 'dws_hops', 'many'],
    ['hops below zero', 'dws_hops', '-1'],
    ['hops beyond any count', 'dws_hops', '99999'],
  ])('with %s is refused by name, so that it is set aside', (_name, header, value) => {
    expect(() => incomingSignal(decoded({ [header]: value }), 'churn-signal')).toThrow(
      expect.objectContaining({ code: 'payload-invalid', details: { field: header } }) as Error,
    );
  });
});
