import type { JsonObject, JsonValue } from '@dws/kernel';

/** One argument as an input of the edit form. */
export interface ArgumentField {
  readonly name: string;
  readonly kind: 'line' | 'lines' | 'number' | 'switch' | 'list' | 'json';
  /** What stands in the input; for a switch `true` or `false`. */
  readonly text: string;
}

/** Longer or broken texts get an input of several lines. */
const ONE_LINE = 80;

/** The arguments as inputs, in their order. Each kind can be turned back without loss. */
export function fieldsOf(args: JsonObject): readonly ArgumentField[] {
  return Object.entries(args).map(([name, value]) => ({ name, ...inputOf(name, value) }));
}

function inputOf(name: string, value: JsonValue): Omit<ArgumentField, 'name'> {
  if (typeof value === 'string') {
    const long =
      value.length > ONE_LINE || value.includes('\n') || /^(body|text|description|note)$/.test(name);
    return { kind: long ? 'lines' : 'line', text: value };
  }
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'switch', text: String(value) };
  if (isPlainList(value)) return { kind: 'list', text: value.join(', ') };
  return { kind: 'json', text: JSON.stringify(value, null, 2) };
}

/** An item with a comma in it would fall apart when the list is read back. */
function isPlainList(value: JsonValue): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (item) => typeof item === 'string' && item !== '' && item.trim() === item && !item.includes(','),
    )
  );
}

export type ReadFields =
  | { readonly ok: true; readonly arguments: JsonObject }
  | { readonly ok: false; readonly name: string; readonly says: string };

/** The arguments that the inputs state, or the first input that cannot be read. */
export function argumentsOf(fields: readonly ArgumentField[]): ReadFields {
  const members: [string, JsonValue][] = [];
  for (const field of fields) {
    const read = valueOf(field);
    if (read === undefined) return { ok: false, name: field.name, says: EXPECTED[field.kind] };
    members.push([field.name, read]);
  }
  // Not by assignment: a member may be called `__proto__`.
  return { ok: true, arguments: Object.fromEntries(members) };
}

const EXPECTED: Readonly<Record<ArgumentField['kind'], string>> = {
  line: 'a text',
  lines: 'a text',
  number: 'a number, such as 38 or 0.5',
  switch: 'yes or no',
  list: 'at least one entry, with commas between entries',
  json: 'JSON text',
};

function valueOf({ kind, text }: ArgumentField): JsonValue | undefined {
  switch (kind) {
    case 'line':
    case 'lines':
      return text;
    case 'number': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      return Number.isFinite(value) ? value : undefined;
    }
    case 'switch':
      return text === 'true';
    case 'list': {
      const items = text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
      return items.length === 0 ? undefined : items;
    }
    case 'json':
      try {
        return JSON.parse(text) as JsonValue;
      } catch {
        return undefined;
      }
  }
}
