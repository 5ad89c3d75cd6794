import { expect, it } from 'vitest';
import { latencies } from './latencies.ts';

it('takes the nearest rank', () => {
  const measured = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(latencies(measured)).toEqual({ p50: 100, p90: 180, p99: 198, max: 200 });
  expect(latencies([7])).toEqual({ p50: 7, p90: 7, p99: 7, max: 7 });
  expect(latencies([])).toBeNull();
});
