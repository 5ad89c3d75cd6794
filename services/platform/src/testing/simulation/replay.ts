/** The command, as it is repeated in messages. */
const COMMAND = 'node scripts/simulate.ts';

/** The command that runs a seed again with some of its faults. */
export function replayOf(seed: number, only: readonly number[]): string {
  return `${COMMAND} --seed ${seed} --only ${only.join(',') || ','}`;
}
