import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

describe('the address of a page', () => {
  it.each([
    ['', { page: 'overview' }],
    ['#/', { page: 'overview' }],
    ['#/reviews', { page: 'reviews' }],
    ['#/reviews/', { page: 'reviews' }],
    ['#/reviews/r-1', { page: 'review', id: 'r-1' }],
    ['#/doubts', { page: 'doubts' }],
    ['#/doubts/d-1', { page: 'unknown' }],
    ['#/cases/a%2Fb', { page: 'case', id: 'a/b' }],
    ['#/cases/%', { page: 'case', id: '%' }],
    [
      '#/audit?worker=churn-signal&text=a+b',
      { page: 'audit', query: { worker: 'churn-signal', text: 'a b' } },
    ],
    ['#/reviews/r-1/more', { page: 'unknown' }],
    ['#/elsewhere', { page: 'unknown' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('is read back as it was written', () => {
    expect(parseRoute(hrefOf('cases', 'a/b?c#d'))).toEqual({ page: 'case', id: 'a/b?c#d' });
    expect(
      parseRoute(hrefOf('trace', undefined, { source: 'https://a.example/x?y=1', id: '', empty: '' })),
    ).toEqual({
      page: 'trace',
      query: { source: 'https://a.example/x?y=1' },
    });
  });
});
