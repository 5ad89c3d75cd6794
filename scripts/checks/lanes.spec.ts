import { expect, it } from 'vitest';
import { inLanes } from './lanes.ts';
import { PASSED } from './outcome.ts';
import type { Step } from './step.ts';

const step = (name: string, lane?: string): Step => ({
  name,
  does: '',
  ...(lane ? { lane } : {}),
  run: async () => PASSED,
});

it('runs steps without a lane alone and first, then each lane in its order beside the others', async () => {
  const told: string[] = [];
  const outcomes = await inLanes(
    [step('types'), step('process', 'a'), step('console', 'a'), step('kafka', 'b'), step('unit')],
    async ({ name, lane }) => {
      told.push(`${name} begins`);
      for (let turn = 0; turn < (lane === 'b' ? 3 : 1); turn += 1) await new Promise(setImmediate);
      told.push(`${name} ends`);
      return PASSED;
    },
  );
  expect(outcomes).toHaveLength(5);
  expect(told).toEqual([
    'types begins',
    'types ends',
    'unit begins',
    'unit ends',
    'process begins',
    'kafka begins',
    'process ends',
    'console begins',
    'console ends',
    'kafka ends',
  ]);
});
