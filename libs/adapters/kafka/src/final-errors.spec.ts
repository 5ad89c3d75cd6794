import { DwsError } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { isFinal } from './final-errors.ts';

const MINUTE = 60_000;
const unknown = new DwsError('topic-unknown', 'expected topics a to exist');

describe('a consumer ends for good', () => {
  it.each(['topic-unknown', 'unauthenticated', 'not-permitted', 'config-invalid'] as const)(
    'when it never ran because of %s',
    (code) => {
      expect(isFinal(new DwsError(code, ''), null, MINUTE)).toBe(true);
    },
  );

  it('when it ran and such an error lasts', () => {
    expect([isFinal(unknown, MINUTE, MINUTE), isFinal(unknown, MINUTE + 1, MINUTE)]).toEqual([false, true]);
  });

  it('when a handler never settles', () => {
    expect(isFinal(new DwsError('shutting-down', ''), 0, MINUTE)).toBe(true);
  });

  it('never because a broker is away, or the client library stumbles', () => {
    const stumbled = new TypeError("Cannot read properties of null (reading 'topicMetadata')");
    for (const error of [new DwsError('log-unavailable', ''), stumbled])
      expect([isFinal(error, null, MINUTE), isFinal(error, 10 * MINUTE, MINUTE)]).toEqual([false, false]);
  });
});
