import type { JsonObject, JsonValue } from '@dws/kernel';

/** Full name of a record. */
export function nameOf(record: JsonObject): string {
  return `${record['namespace'] as string}.${record['name'] as string}`;
}

export function fieldsOf(record: JsonObject): readonly JsonObject[] {
  return record['fields'] as readonly JsonObject[];
}

/** Every record that a self-contained schema defines, by full name. */
export function recordsOf(schema: JsonValue): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const visit = (value: JsonValue | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value as readonly JsonValue[]) visit(item);
      return;
    }
    const part = value as JsonObject;
    if (part['type'] === 'record') {
      found.set(nameOf(part), part);
      for (const field of fieldsOf(part)) visit(field['type']);
    }
    visit(part['items']);
    visit(part['values']);
  };
  visit(schema);
  return found;
}
