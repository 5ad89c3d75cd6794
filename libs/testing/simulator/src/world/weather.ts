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

export type Fault = CallFault | Incident;

/** How likely each fault is in one run. */
export interface Weather {
  /** Chance of each fault for one call that it can happen to. */
  readonly rates: Readonly<Record<CallFault, number>>;
  /** A port that is in trouble all along, or empty. */
  readonly focus: string;
  /** Chance for one crash point that is reached. */
  readonly crashPoint: number;
  /** Incidents, each at a step of the run. */
  readonly incidents: readonly { readonly step: number; readonly kind: Incident }[];
  /** Steps after which nothing goes wrong any more. */
  readonly stormSteps: number;
  /** Chance per step that a timer goes off although calls are waiting. */
  readonly earlyTimer: number;
}

/** Where a whole run may go wrong: at a business system it takes an effect, and there are few of them in a run. */
const FOCUSES = ['crm', 'email', 'email', 'chat', 'helpdesk', 'store', 'log'] as const;

/** Chances at the port that is in trouble. */
export const TROUBLE: Readonly<Partial<Record<CallFault, number>>> = {
  'fail-before': 0.08,
  'unknown-before': 0.08,
  'lost-answer': 0.12,
  'late-write': 0.08,
  'crash-after': 0.01,
};

const RATE = { low: 0.004, high: 0.05 } as const;
const KIND_IS_ON = 0.5;
const PLANNED: readonly Incident[] = ['crash', 'stop', 'partition', 'rebalance', 'clock-jump'];

/**
 * The weather of a seed. Most kinds of fault are off in any one run: what many kinds together would hide, a few
 * alone bring out (swarm testing, Groce et al., ISSTA 2012).
 */
export function weatherOf(random: Random): Weather {
  const rates = Object.fromEntries(
    CALL_FAULTS.map((kind) => [
      kind,
      random.chance(KIND_IS_ON) ? RATE.low * (RATE.high / RATE.low) ** random.next() : 0,
    ]),
  ) as Record<CallFault, number>;
  // Crashes are dear: a world in which everybody dies all the time gets nowhere.
  rates['crash-before'] /= 8;
  rates['crash-after'] /= 8;
  const stormSteps = 260 + random.below(420);
  const count = 3 + random.below(4);
  const incidents = Array.from({ length: count }, () => ({
    step: 30 + random.below(stormSteps - 40),
    kind: random.pick(PLANNED),
  })).toSorted((a, b) => a.step - b.step);
  return {
    rates,
    focus: random.chance(KIND_IS_ON) ? random.pick(FOCUSES) : '',
    crashPoint: random.chance(KIND_IS_ON) ? 0.06 * random.next() : 0,
    incidents,
    stormSteps,
    earlyTimer: random.chance(KIND_IS_ON) ? 0.15 * random.next() : 0.01,
  };
}

export const CALM: Weather = {
  rates: Object.fromEntries(CALL_FAULTS.map((kind) => [kind, 0])) as Record<CallFault, number>,
  focus: '',
  crashPoint: 0,
  incidents: [],
  stormSteps: 0,
  earlyTimer: 0.01,
};
