import { Policies } from '@dws/policies';
import type { SimulatedProcess } from '@dws/simulator';
import type { SharedParts } from './shared-parts.ts';

/**
 * The policies as one process knows them: what it remembers of them is its own and ends with it. The decision
 * engine runs on threads of its own; who asks it waits for a turn, so that their speed decides nothing.
 */
export function simulatedPolicies(
  process: SimulatedProcess,
  { policiesHash, domains }: SharedParts,
): Policies {
  const own = new Map(
    [...domains].map(([domain, policies]) => {
      const { table } = policies;
      const evaluate: typeof table.evaluate = async (facts) => {
        if (table.known(facts) === undefined) process.simulation.outside(table.evaluate(facts));
        await new Promise<void>((resolve) => process.simulation.park(process, 'table', resolve));
        return table.known(facts) ?? null;
      };
      return [domain, { ...policies, table: { rows: table.rows, evaluate } }] as const;
    }),
  );
  return new Policies(policiesHash, own);
}
