import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allContracts, serialiseMoney, serialiseTicketCreated, validateMoney } from './index.ts';
import { arbitraryMessage } from './testing/arbitrary-message.ts';

describe.each(allContracts().map((contract) => ({ type: contract.type, contract })))(
  '$type',
  ({ contract }) => {
    it('is written as RFC 8785 has it by an independent library, reads back the same and is valid', () => {
      fc.assert(
        fc.property(arbitraryMessage(contract), (value) => {
          const text = contract.serialise(value);
          expect(text).toBe(canonicalize(value));
          expect(JSON.parse(text)).toEqual(value);
          expect(contract.validate(value)).toEqual([]);
        }),
        { numRuns: 50 },
      );
    });
  },
);

describe('a serialiser', () => {
  it('writes members in the order of their code units and leaves absent ones out', () => {
    const ticket = { text: 'é"\n', ticketId: 'T-1', createdAt: '2026-03-01T09:30:00.000Z', channel: 'web' };
    expect(serialiseTicketCreated(ticket)).toBe(
      '{"channel":"web","createdAt":"2026-03-01T09:30:00.000Z","text":"é\\"\\n","ticketId":"T-1"}',
    );
    expect(serialiseTicketCreated({ ...ticket, accountId: 'A' })).toMatch(/^\{"accountId":"A","channel"/);
  });

  it('refuses what JSON cannot carry', () => {
    expect(() => serialiseMoney({ amountMinor: 1, currency: '\ud800' })).toThrow('lone surrogate');
    expect(() => serialiseMoney({ amountMinor: 1.5, currency: 'EUR' })).toThrow('expected an integer');
    expect(() => serialiseMoney({ amountMinor: 2 ** 53, currency: 'EUR' })).toThrow('expected an integer');
  });

  it('writes nothing of members that the schema does not know', () => {
    const value = { amountMinor: 5, currency: 'EUR', note: 'x' };
    expect(serialiseMoney(value)).toBe('{"amountMinor":5,"currency":"EUR"}');
    expect(validateMoney(value)).toEqual([{ path: 'note', message: 'the schema knows no such member' }]);
  });
});
