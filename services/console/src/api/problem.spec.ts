import { describe, expect, it } from 'vitest';
import { asProblem, problemOf } from './problem.ts';

const shown = ({ status, code, message, remedy }: ReturnType<typeof problemOf>) => [
  status,
  code,
  message,
  remedy,
];

describe('a problem', () => {
  it('shows the code, the detail and what to do', () => {
    const body = { code: 'review-not-open', detail: 'The review was decided by maria.keller.' };
    expect(shown(problemOf(409, body))).toEqual([
      409,
      'review-not-open',
      'The review was decided by maria.keller.',
      'Load the packet again and look at its state.',
    ]);
  });

  it.each([[null], ['<html>'], [{ code: 7 }]])('is made of an answer that is none: %j', (body) => {
    expect(shown(problemOf(502, body))).toEqual([
      502,
      'http-502',
      'The control-plane answered with status 502.',
      'Try again. If it happens again, tell the platform team the time and this code.',
    ]);
  });

  it('is made of a bug in a page too', () => {
    expect(asProblem(new TypeError('x is not a function')).code).toBe('console-failed');
  });
});
