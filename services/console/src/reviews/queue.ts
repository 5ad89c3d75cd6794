import { useQuery } from '@tanstack/react-query';
import { listReviews, type ReviewRow } from '../api/reviews.ts';

/** Open reviews, the one due first on top. */
export function useQueue() {
  return useQuery({ queryKey: ['reviews'], queryFn: async () => inOrder((await listReviews()).reviews) });
}

export function inOrder(reviews: readonly ReviewRow[]): readonly ReviewRow[] {
  return reviews.toSorted((a, b) => compare(a.dueAt, b.dueAt) || compare(a.reviewId, b.reviewId));
}

/** The review after this one in the queue, from the top again at the end; null when no other is open. */
export function nextAfter(queue: readonly ReviewRow[], reviewId: string, step: 1 | -1 = 1): string | null {
  const others = queue.filter((row) => row.reviewId !== reviewId);
  const place = queue.findIndex((row) => row.reviewId === reviewId);
  if (place < 0) return others.at(0)?.reviewId ?? null;
  const at = step === 1 ? place : place - 1;
  return others.at(at % Math.max(others.length, 1))?.reviewId ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
