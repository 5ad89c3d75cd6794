import type { Random } from './random.ts';

/** What can go wrong with one call of a port. */
export const CALL_FAULTS = [
  /** The caller is told that it failed, and it did. */
  'fail-before',
  /** The caller is told that nobody knows; nothing was done. */
  'unknown-before',
  /** It was done, and the answer is lost. */
  'lost-answer',
  /** It is done later: others overtake it. */
  'delay-before',
  /** It is done now and answered later: others act on it first. */
  'delay-after',
  /** Somebody else appends to the stream first. */
  'wrong-revision',
  /** The message stands twice, the second time later. */
  'duplicate',
  /** Messages of different keys change places. */
  'reorder',
  /** A record is shown as it was before its last change. */
  'stale-read',
  /** The caller has given up; the write happens all the same, later. */
  'late-write',
  'crash-before',
  'crash-after',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** What can befall a process, or the world, at any time. */
export const INCIDENTS = ['crash', 'stop', 'partition', 'rebalance', 'clock-jump', 'crash-point'] as const;
export type Incident = (typeof INCIDENTS)[number];

/** `ambush`: what happens at just the moment when it hurts most, such as an order while a claim is on its way. */
export type Fault = CallFault | Incident | 'ambush';

/** A connection that works badly all along. */
export interface Trouble {
  /** Whose; everybody's where empty. A service's name stands for all its replicas. */
  readonly service: string;
  readonly port: string;
  /** Chance of each fault for one call of it; `rates` of the weather where they are higher. */
  readonly rates: Readonly<Partial<Record<CallFault, number>>>;
}

/** What the weather of one kind of world is drawn from. */
export interface Climate {
  /** Chance that a kind of fault happens in a world at all, wherever it can. */
  readonly unsettled: number;
  /** Steps that a storm lasts for at most: at least, and fewer than so many more. */
  readonly storm: readonly [least: number, more: number];
  readonly incidents: {
    /** How many: at least, and fewer than so many more. */
    readonly count: readonly [least: number, more: number];
    readonly kinds: readonly Incident[];
  };
  /** Groups of troubles, of which a world has one. */
  readonly troubles: readonly (readonly Trouble[])[];
  /** Chance that a world has any. */
  readonly troubled: number;
}

/** How likely each fault is in one run. */
export interface Weather {
  /** Chance of each fault for one call that it can happen to. */
  readonly rates: Readonly<Record<CallFault, number>>;
  readonly troubles: readonly Trouble[];
  /** Chance for one crash point that is reached. */
  readonly crashPoint: number;
  /** Incidents, each at a step of the run. */
  readonly incidents: readonly { readonly step: number; readonly kind: Incident }[];
  /** Steps that the storm lasts for at most. */
  readonly stormSteps: number;
  /** Chance per step that a timer goes off although calls are waiting. */
  readonly earlyTimer: number;
}

const RATE = { low: 0.004, high: 0.05 } as const;
const EARLY_TIMERS = 0.5;
/** Steps of a storm within which incidents happen. */
const INCIDENTS_WITHIN = 240;

/**
 * The weather of a seed. Most kinds of fault are off in any one run: what many kinds together would hide, a few
 * alone bring out (swarm testing, Groce et al., ISSTA 2012).
 */
export function weatherOf(random: Random, climate: Climate): Weather {
  const rates = Object.fromEntries(
    CALL_FAULTS.map((kind) => [
      kind,
      random.chance(climate.unsettled) ? RATE.low * (RATE.high / RATE.low) ** random.next() : 0,
    ]),
  ) as Record<CallFault, number>;
  // Crashes are dear: a world in which everybody dies all the time gets nowhere.
  rates['crash-before'] /= 8;
  rates['crash-after'] /= 8;
  const { storm, incidents: planned, troubles, troubled } = climate;
  const stormSteps = between(storm, random);
  const incidents = Array.from({ length: between(planned.count, random) }, () => ({
    step: 10 + random.below(INCIDENTS_WITHIN),
    kind: random.pick(planned.kinds),
  })).toSorted((a, b) => a.step - b.step);
  return {
    rates,
    troubles: troubles.length > 0 && random.chance(troubled) ? random.pick(troubles) : [],
    crashPoint: random.chance(climate.unsettled) ? 0.06 * random.next() : 0,
    incidents,
    stormSteps,
    earlyTimer: random.chance(EARLY_TIMERS) ? 0.15 * random.next() : 0.01,
  };
}

export function between([least, more]: readonly [number, number], random: Random): number {
  return least + random.below(more);
}

/** A world in which only what is asked for goes wrong. */
export const CLEAR: Climate = {
  unsettled: 0.5,
  storm: [260, 420],
  incidents: { count: [3, 4], kinds: ['crash', 'stop', 'partition', 'rebalance', 'clock-jump'] },
  troubles: [],
  troubled: 0,
};

export const CALM: Weather = {
  rates: Object.fromEntries(CALL_FAULTS.map((kind) => [kind, 0])) as Record<CallFault, number>,
  troubles: [],
  crashPoint: 0,
  incidents: [],
  stormSteps: 0,
  earlyTimer: 0.01,
};
