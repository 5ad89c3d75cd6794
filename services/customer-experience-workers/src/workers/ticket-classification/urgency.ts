import type { UrgencyLevel } from '@dws/text';

export const URGENCY_LEVELS = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly UrgencyLevel[];

/** A reason to treat a ticket as more urgent than its words say. */
export interface Raise {
  readonly because: string;
  readonly atLeast?: UrgencyLevel;
  readonly steps?: number;
}

/** The urgency after all raises: first the steps, then the floors. It never falls. */
export function raised(level: UrgencyLevel, raises: readonly Raise[]): UrgencyLevel {
  const steps = raises.reduce((sum, raise) => sum + (raise.steps ?? 0), 0);
  const floors = raises.map(({ atLeast }) => (atLeast ? URGENCY_LEVELS.indexOf(atLeast) : 0));
  const place = Math.max(URGENCY_LEVELS.indexOf(level) + steps, ...floors);
  return URGENCY_LEVELS[Math.min(place, URGENCY_LEVELS.length - 1)] ?? level;
}
