import type { Clock } from '@dws/kernel';

export const systemClock: Clock = { now: () => Date.now() };
