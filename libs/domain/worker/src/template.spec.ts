import { describe, expect, it } from 'vitest';
import { factsNeeded, fillTemplate, firstSayable, sayable } from './template.ts';

describe('a wording and its facts', () => {
  it('says each fact as it is, even one that looks like a wording', () => {
    expect(fillTemplate('Hello {name}, {count} of {count}.', { name: '{count} $& Söhne', count: 3 })).toBe(
      'Hello {count} $& Söhne, 3 of 3.',
    );
  });

  it('names what it needs, once', () => {
    expect(factsNeeded('{a} {b} {a} {} { c }')).toEqual(['a', 'b']);
  });

  it('is never filled with something made up', () => {
    expect(() => fillTemplate('Hello {name}', {})).toThrow('the fact "name"');
  });

  it('is the richest whose facts are known', () => {
    const rich = { subject: 'About {topic}', body: 'Hello {name}' };
    const plain = { subject: 'Hello', body: 'Hello {name}' };
    expect(firstSayable([rich, plain], { name: 'Ada', topic: 'usage' })).toBe(rich);
    expect(firstSayable([rich, plain], { name: 'Ada' })).toBe(plain);
    expect(firstSayable([rich, plain], { topic: 'usage' })).toBeUndefined();
  });

  it.each([
    [' Ada ', 'Ada'],
    ['  ', undefined],
    [0, '0'],
    [null, undefined],
    [undefined, undefined],
  ])('%j is said as %j', (value, said) => {
    expect(sayable(value)).toBe(said);
  });
});
