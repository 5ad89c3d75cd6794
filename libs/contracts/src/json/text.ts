import { canonicalJson, DwsError, type JsonObject } from '@dws/kernel';

/** Most strings are names and ids: printable ASCII, for which looking is half the cost of JSON.stringify. */
const NEEDS_NO_ESCAPE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** RFC 8785 text of single values, for the generated serialisers. All throw `payload-invalid`. */

export function jsonString(value: string): string {
  if (NEEDS_NO_ESCAPE.test(value)) return `"${value}"`;
  if (!value.isWellFormed())
    throw new DwsError('payload-invalid', 'expected well-formed Unicode text, found a lone surrogate');
  return JSON.stringify(value);
}

export function jsonInteger(value: number): string {
  if (!Number.isSafeInteger(value))
    throw new DwsError('payload-invalid', 'expected an integer within ±(2^53 − 1), found another number');
  return String(value);
}

export function jsonDouble(value: number): string {
  if (!Number.isFinite(value))
    throw new DwsError('payload-invalid', 'expected a finite number, found NaN or Infinity');
  return String(value);
}

export function jsonBoolean(value: boolean): string {
  return value ? 'true' : 'false';
}

/** Open JSON has members that no schema knows, so it alone takes the generic walk. */
export function jsonOpen(value: JsonObject): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    throw new DwsError('payload-invalid', 'expected a value that JSON can carry', {}, error);
  }
}

export function jsonArray<T>(values: readonly T[], item: (value: T) => string): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += item(values[index] as T);
  }
  return text + ']';
}

/** Keys in the order of their UTF-16 code units, which is what `sort` without a comparer gives. */
export function jsonMap<T>(values: Readonly<Record<string, T>>, item: (value: T) => string): string {
  let text = '';
  for (const key of Object.keys(values).sort()) text += `,${jsonString(key)}:${item(values[key] as T)}`;
  return `{${text.slice(1)}}`;
}
