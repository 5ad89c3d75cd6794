import { describe, expect, it } from 'vitest';
import type { ReviewRow } from '../api/reviews.ts';
import { inOrder, nextAfter } from './queue.ts';

const row = (reviewId: string, dueAt: string): ReviewRow => ({
  reviewId,
  dueAt,
  caseId: 'c-1',
  worker: 'revenue-execution',
  domain: 'revenue',
  subject: 'A-1042',
  actionKind: 'send-check-in',
  summary: '',
  reviewers: ['account-owner'],
  openedAt: '2026-03-01T09:00:00.000Z',
});
const [first, second, third] = [
  row('r-9', '2026-03-01T10:00:00.000Z'),
  row('r-1', '2026-03-01T11:00:00.000Z'),
  row('r-2', '2026-03-01T11:00:00.000Z'),
];

describe('the queue', () => {
  it('has the review that is due first on top', () => {
    expect(inOrder([third, first, second]).map(({ reviewId }) => reviewId)).toEqual(['r-9', 'r-1', 'r-2']);
  });

  it.each([
    ['r-9', 1, 'r-1'],
    ['r-2', 1, 'r-9'],
    ['r-1', -1, 'r-9'],
    ['r-9', -1, 'r-2'],
    // It was decided and has left the queue.
    ['r-5', 1, 'r-9'],
  ] as const)('goes from %s by %i to %s', (from, step, to) => {
    expect(nextAfter([first, second, third], from, step)).toBe(to);
  });

  it('ends with the last one', () => {
    expect([nextAfter([first], 'r-9'), nextAfter([], 'r-9')]).toEqual([null, null]);
  });
});
