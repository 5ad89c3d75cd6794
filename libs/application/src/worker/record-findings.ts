import type { ContextRecord, Reason } from '@dws/contracts';
import type { JsonValue } from '@dws/kernel';
import { instructionsIn } from '@dws/text';

/** Texts of one context that are looked at; records of business systems hold far fewer. */
const MAX_TEXTS = 200;
/** No phrase that speaks to a machine is shorter, or one word: names, ids and dates are passed over. */
const SHORTEST = 11;

/**
 * What records of business systems say to a machine. A record instructs nobody: it is written down with the plan, whose
 * digest it is no part of, and changes nothing.
 */
export function recordFindings(records: readonly ContextRecord[]): readonly Reason[] {
  const left = { texts: MAX_TEXTS };
  return records.flatMap(({ name, fields }) =>
    Object.entries(fields).flatMap(([field, value]) =>
      [...new Set(textsIn(value, left).flatMap(instructionsIn))].map((phrase) => ({
        step: 'plan',
        code: 'instruction-in-record',
        text: `The record "${name}" says "${phrase}" in ${field}; a record instructs nobody, so nothing was changed by it.`,
      })),
    ),
  );
}

function textsIn(value: JsonValue, left: { texts: number }): readonly string[] {
  if (typeof value === 'string') {
    if (value.length < SHORTEST || !/\s/.test(value) || left.texts === 0) return [];
    left.texts -= 1;
    return [value];
  }
  // Values of a context are at most 64 levels deep: its event would not be written otherwise.
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((member) => textsIn(member, left));
}
