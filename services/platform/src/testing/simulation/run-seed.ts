import { Simulation, type Fault, type HappenedFault, type Violation } from '@dws/simulator';
import type { CrashPoint } from '@dws/application';
import type { SharedParts } from './shared-parts.ts';
import { profileOf } from './profiles.ts';
import { World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  /** Numbers of the only faults that happen; all where left out. */
  readonly only?: ReadonlySet<number>;
  readonly keepLines?: boolean;
}

export interface RunResult {
  readonly seed: number;
  readonly profile: string;
  readonly violation: Violation | null;
  readonly hash: string;
  readonly steps: number;
  readonly calls: number;
  readonly simulatedMs: number;
  readonly faults: readonly HappenedFault[];
  readonly pointsReached: ReadonlySet<CrashPoint>;
  readonly pointsDiedAt: ReadonlySet<CrashPoint>;
  readonly cases: number;
  readonly effects: number;
  readonly lines: readonly string[];
}

export type FaultCounts = Partial<Record<Fault, number>>;

/** Steps after which a world that is not finished never will be. */
const MAX_STEPS = 12_000;
/** Idle looks without anything new after which time leaps, ever further: reviews and permissions run out in days. */
const PATIENT_LOOKS = 15;
const LEAP_MS = 30 * 60_000;
const MAX_LEAPS = 9;

/** Port calls, faults and steps that a storm lasts for at least. */
const STORM = { calls: 200, faults: 3, steps: 120 } as const;

/** A storm goes on while there is something for it to hit, within the bound of its weather. */
function isOver({ steps, calls, weather, busy }: Simulation, { begun, unfinished }: World): boolean {
  if (calls < STORM.calls || steps < begun + STORM.steps) return false;
  return steps >= begun + weather.stormSteps || (!busy && unfinished().length === 0);
}

/** One world from its opening to its end. */
export async function runSeed(options: RunOptions, shared: SharedParts): Promise<RunResult> {
  const profile = profileOf(options.seed);
  const simulation = new Simulation({ ...options, climate: profile.climate });
  const world = new World(simulation, shared, profile);
  await world.open();
  const agenda = [...world.agenda()];
  let looks = 0;
  let leaps = 0;
  let known = 0;
  for (;;) {
    await simulation.quiet();
    if (simulation.violation) break;
    while (agenda[0] && agenda[0].step <= simulation.steps) agenda.shift()?.act();
    if (!simulation.faults.calm && agenda.length === 0 && isOver(simulation, world)) {
      if (simulation.faults.drawn < STORM.faults)
        world.incidents.happen(simulation.weather.incidents[0]?.kind ?? 'crash');
      else {
        simulation.note('THE STORM IS OVER');
        simulation.faults.calmDown();
        world.incidents.end();
      }
    }
    if (simulation.faults.calm && !simulation.busy) {
      const left = world.unfinished();
      if (left.length === 0) break;
      const events = world.durable.store.log.length;
      looks = events === known ? looks + 1 : 0;
      if (events !== known) leaps = 0;
      known = events;
      if (world.people.busy === 0) {
        world.people.resumeAll();
        world.people.decide(true);
      }
      if (looks > PATIENT_LOOKS) {
        looks = 0;
        simulation.now += LEAP_MS * 2 ** leaps;
        leaps += 1;
      }
      if (leaps > MAX_LEAPS || simulation.steps > MAX_STEPS) {
        simulation.violated('everything-finishes', left.join('; '));
        break;
      }
    }
    if (!simulation.step() && simulation.faults.calm) {
      simulation.violated('everything-finishes', `nothing moves: ${world.unfinished().join('; ')}`);
      break;
    }
  }
  if (!simulation.violation) world.oracle.finished();
  if (!simulation.violation) await world.rebuilt();
  return {
    seed: options.seed,
    profile: profile.name,
    violation: simulation.violation,
    hash: simulation.trace.hash,
    steps: simulation.steps,
    calls: simulation.calls,
    simulatedMs: simulation.now,
    faults: simulation.faults.happened,
    pointsReached: world.pointsReached,
    pointsDiedAt: world.pointsDiedAt,
    cases: world.oracle.known.cases.size,
    effects: world.oracle.known.ledger.length,
    lines: simulation.trace.lines,
  };
}
