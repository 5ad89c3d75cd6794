import type { JsonObject, JsonValue } from '@dws/kernel';
import type { Destination } from './destination.ts';
import type { Routing } from './tables.ts';

/** Moves by people that outweigh the model, for one account and the same two categories. */
const ENOUGH = 2;

interface Correction {
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/**
 * Where people keep moving such tickets of this account. Only where they agree: one category in place of this one, more
 * than once, and no other. How sure the model is stays as it is, so that the gate decides as before.
 */
export function asCorrected(destination: Destination, memory: JsonObject, routing: Routing): Destination {
  if (destination.toPerson) return destination;
  const moves = correctionsIn(memory).filter(({ from }) => from === destination.category);
  const [move] = moves;
  if (!move || moves.length > 1 || move.times < ENOUGH) return destination;
  return {
    ...destination,
    category: move.to,
    queue: routing.queues[move.to] ?? routing.defaultQueue,
    because: `${destination.because} People moved ${move.times} such tickets of this account from ${move.from} to ${move.to}, so it goes there.`,
  };
}

/** What `recall` of @dws/memory wrote; anything else is nothing. */
function correctionsIn({ corrections }: JsonObject): readonly Correction[] {
  return Array.isArray(corrections) ? corrections.filter(isCorrection) : [];
}

function isCorrection(value: JsonValue): value is JsonObject & Correction {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { from, to, times } = value as JsonObject;
  return typeof from === 'string' && typeof to === 'string' && typeof times === 'number';
}
