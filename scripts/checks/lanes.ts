import type { Outcome } from './outcome.ts';
import type { Step } from './step.ts';

/** Runs what needs the machine to itself first, then the lanes side by side, each one after the other. */
export async function inLanes(
  steps: readonly Step[],
  run: (step: Step) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const oneByOne = async (some: readonly Step[]): Promise<void> => {
    for (const step of some) outcomes.push(await run(step));
  };
  const shared = steps.filter(({ lane }) => lane !== undefined);
  await oneByOne(steps.filter(({ lane }) => lane === undefined));
  await Promise.all([...Map.groupBy(shared, ({ lane }) => lane).values()].map(oneByOne));
  return outcomes;
}
