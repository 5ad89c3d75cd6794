import { describe, expect, it } from 'vitest';
import type { Attempt } from './attempt.ts';
import { verdictOf } from './verdict.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 30);

function answered(status: number, retryAfter?: string): Attempt {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'answered', status, headers, body: '' };
}

const notSent: Attempt = { kind: 'not-sent', why: 'ECONNREFUSED' };
const noAnswer: Attempt = { kind: 'no-answer', why: 'UND_ERR_SOCKET' };

describe('what an attempt means', () => {
  it.each([
    ['not sent, class N', notSent, 'N', { kind: 'undone', retryAfterMs: 0 }],
    [
      'no answer, class K: the caller asks again with the key',
      noAnswer,
      'K',
      { kind: 'unsure', mayRetry: false },
    ],
    ['no answer, class N', noAnswer, 'N', { kind: 'unsure', mayRetry: false }],
    ['no answer to a read', noAnswer, 'read', { kind: 'unsure', mayRetry: true }],
    ['200', answered(200), 'N', { kind: 'answered' }],
    ['404', answered(404), 'K', { kind: 'answered' }],
    ['412', answered(412), 'Q', { kind: 'answered' }],
    ['500, class K', answered(500), 'K', { kind: 'unsure', mayRetry: true }],
    ['500, class Q', answered(500), 'Q', { kind: 'unsure', mayRetry: false }],
    ['500, class N', answered(500), 'N', { kind: 'unsure', mayRetry: false }],
    ['429, class N', answered(429), 'N', { kind: 'undone', retryAfterMs: 0 }],
    ['429 with seconds', answered(429, '2'), 'N', { kind: 'undone', retryAfterMs: 2000 }],
    [
      '503 with a date',
      answered(503, 'Mon, 02 Mar 2026 09:30:07 GMT'),
      'N',
      { kind: 'undone', retryAfterMs: 7000 },
    ],
    [
      '503 with a date gone by',
      answered(503, 'Mon, 02 Mar 2026 09:29:00 GMT'),
      'N',
      { kind: 'undone', retryAfterMs: 0 },
    ],
    ['503 without a time, class N', answered(503), 'N', { kind: 'unsure', mayRetry: false }],
    ['503 with nonsense, class N', answered(503, 'soon'), 'N', { kind: 'unsure', mayRetry: false }],
  ] as const)('%s', (_, attempt, effect, expected) => {
    expect(verdictOf(attempt, effect, NOW)).toMatchObject(expected);
  });
});
