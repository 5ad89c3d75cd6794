import { canonicalJson, type JsonObject, type JsonValue } from '@dws/kernel';
import { diffChars } from 'diff';

/**
 * Characters that may differ in one comparison before it is given up: two long texts that share nothing would take
 * minutes. A bound of edits, not of time: what is recorded must not depend on how busy the machine is.
 */
const MAX_EDITS = 2_000;

/** Characters that differ between two sets of arguments, field by field. */
export function editSize(before: JsonObject, after: JsonObject): number {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  let size = 0;
  for (const name of names) size += differing(textOf(before[name]), textOf(after[name]));
  return size;
}

function differing(before: string, after: string): number {
  if (before === after) return 0;
  const parts = diffChars(before, after, { maxEditLength: MAX_EDITS });
  // Given up: as good as rewritten.
  if (!parts) return Math.max(before.length, after.length);
  let size = 0;
  let removed = 0;
  let added = 0;
  for (const part of parts) {
    if (part.removed) removed += part.value.length;
    else if (part.added) added += part.value.length;
    else {
      // A replacement counts once, not as a removal and an insertion.
      size += Math.max(removed, added);
      removed = added = 0;
    }
  }
  return size + Math.max(removed, added);
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}
