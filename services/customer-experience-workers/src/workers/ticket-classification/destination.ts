import type { Classification } from '@dws/text';
import type { Routing } from './tables.ts';

export interface Destination {
  readonly queue: string;
  /** What stands on the ticket: a category that holds, or that there is none. Never a guess. */
  readonly category: string;
  readonly toPerson: boolean;
  /** How sure it is that the ticket belongs there, 0 to 1. */
  readonly confidence: number;
  readonly because: string;
}

/** Where a ticket goes: to its category's queue when the category holds, else to a person. */
export function destinationOf(classification: Classification | null, routing: Routing): Destination {
  const toPerson = (category: string, because: string): Destination => ({
    queue: routing.personQueue,
    category,
    toPerson: true,
    confidence: 1,
    because: `${because} A person decides.`,
  });
  if (!classification) return toPerson('unclassified', 'No classification model is loaded.');
  const { category, outOfScope, confidence, reason } = classification;
  if (category === null) return toPerson(outOfScope ? 'out-of-scope' : 'unclassified', reason);
  return {
    queue: routing.queues[category] ?? routing.defaultQueue,
    category,
    toPerson: false,
    confidence: share(confidence),
    because: `It is about ${category}. ${reason}`,
  };
}

/** Four decimals: more would pretend. Rounded down, so that nothing reads as more than it is. */
export function share(probability: number): number {
  return Math.floor(probability * 10_000) / 10_000;
}
