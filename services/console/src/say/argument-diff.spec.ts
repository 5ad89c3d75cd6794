import { describe, expect, it } from 'vitest';
import { diffOfArguments } from './argument-diff.ts';

describe('what an edit changed', () => {
  it('is told word by word, and only of the arguments that changed', () => {
    const before = { to: ['kim@customer.example'], body: 'How are you getting on?', urgent: false };
    expect(diffOfArguments(before, { ...before, body: 'How are you getting along?' })).toEqual([
      {
        name: 'body',
        parts: [
          { kind: 'same', text: 'How are you getting ' },
          { kind: 'removed', text: 'on' },
          { kind: 'added', text: 'along' },
          { kind: 'same', text: '?' },
        ],
      },
    ]);
  });

  it('keeps words that were changed in a row together', () => {
    const [changed] = diffOfArguments(
      { body: 'Dear Jana, all is well.' },
      { body: 'Dear Jana, may we help?' },
    );
    expect(changed?.parts).toEqual([
      { kind: 'same', text: 'Dear Jana, ' },
      { kind: 'removed', text: 'all is well.' },
      { kind: 'added', text: 'may we help?' },
    ]);
  });

  it('loses nothing: the parts that stayed and went are what was, those that stayed and came what is', () => {
    const [before, after] = ['a  bb cccc\n\nd e', 'a x cccc\nd  y f '];
    const [changed] = diffOfArguments({ body: before }, { body: after });
    const text = (without: string) =>
      changed?.parts.flatMap((part) => (part.kind === without ? [] : [part.text])).join('');
    expect([text('added'), text('removed')]).toEqual([before, after]);
  });

  it('names an argument that came and one that went', () => {
    expect(diffOfArguments({ queue: 'cards' }, { team: 'cards' })).toEqual([
      { name: 'queue', parts: [{ kind: 'removed', text: 'cards' }] },
      { name: 'team', parts: [{ kind: 'added', text: 'cards' }] },
    ]);
  });

  it('is nothing where nothing changed', () => {
    const same = { amount: { amountMinor: 100, currency: 'EUR' }, list: ['a', 'b'] };
    expect(diffOfArguments(same, structuredClone(same))).toEqual([]);
  });

  it('of two texts that share nothing is the one, then the other', () => {
    const words = (word: string) => Array.from({ length: 500 }, (_, at) => `${word}${at}`).join(' ');
    const [changed] = diffOfArguments({ body: words('a') }, { body: words('b') });
    expect(changed?.parts.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
