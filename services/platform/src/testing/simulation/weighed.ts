import type { Random } from '@dws/simulator';
import type { Weights } from './profiles.ts';

/** One of the names, each as likely as its weight says. @throws RangeError where none has any */
export function weighed<Name extends string>(weights: Weights<Name>, random: Random): Name {
  const entries = Object.entries(weights) as [Name, number][];
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const found = entries.find(([, weight]) => (left -= weight) < 0);
  if (!found) throw new RangeError('expected a name with a weight, found none');
  return found[0];
}
