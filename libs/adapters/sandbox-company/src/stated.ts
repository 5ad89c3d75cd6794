import type { JsonObject, JsonValue } from '@dws/kernel';

/** The fields that were given: optional arguments that were left out leave no member behind. */
export function stated(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const given: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) given[name] = value;
  return given;
}
