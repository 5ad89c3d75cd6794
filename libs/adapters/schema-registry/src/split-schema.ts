import type { JsonObject, JsonValue } from '@dws/kernel';

/** A schema as it is registered: records of other namespaces stand under subjects of their own. */
export interface SplitSchema {
  /** Full name of the record, which is its subject too. */
  readonly name: string;
  /** Records of other namespaces only by their full name. */
  readonly schema: JsonObject;
  /** The schema with everything it refers to in place. */
  readonly whole: JsonObject;
  /** Names of the subjects that `schema` refers to itself. */
  readonly refersTo: readonly string[];
}

/** Takes a self-contained schema apart: what it refers to first, itself last. */
export function splitSchema(whole: JsonObject): readonly SplitSchema[] {
  const definitions = new Map<string, JsonObject>();
  collect(whole, definitions);
  const done = new Map<string, SplitSchema>();
  const split = (name: string): void => {
    const definition = definitions.get(name);
    if (definition === undefined || done.has(name)) return;
    const refersTo = new Set<string>();
    const schema = withNames(definition, namespaceOf(definition), refersTo, definitions) as JsonObject;
    for (const other of refersTo) split(other);
    done.set(name, {
      name,
      schema,
      whole: assemble(schema, (other) => done.get(other)?.schema),
      refersTo: [...refersTo],
    });
  };
  split(fullName(whole));
  return [...done.values()];
}

/**
 * Puts every record that `schema` only names in place at its first use; a name that `definitionOf` does not know
 * stays, for the reader to refuse.
 */
export function assemble(
  schema: JsonObject,
  definitionOf: (name: string) => JsonObject | undefined,
): JsonObject {
  const defined = new Set<string>();
  const expand = (type: JsonValue): JsonValue => {
    if (isList(type)) return type.map(expand);
    if (typeof type === 'string') {
      const definition = defined.has(type) ? undefined : definitionOf(type);
      return definition === undefined ? type : expand(definition);
    }
    if (!isObject(type)) return type;
    if (type['type'] === 'record') {
      defined.add(fullName(type));
      return withFieldTypes(type, expand);
    }
    return withInner(type, expand);
  };
  return expand(schema) as JsonObject;
}

export function fullName(record: JsonObject): string {
  const { name, namespace } = record;
  const last = typeof name === 'string' ? name : '';
  return typeof namespace === 'string' ? `${namespace}.${last}` : last;
}

function withNames(
  type: JsonValue,
  namespace: string,
  refersTo: Set<string>,
  definitions: ReadonlyMap<string, JsonObject>,
): JsonValue {
  const visit = (part: JsonValue): JsonValue => {
    if (isList(part)) return part.map(visit);
    if (typeof part === 'string') {
      const definition = definitions.get(part);
      if (definition !== undefined && namespaceOf(definition) !== namespace) refersTo.add(part);
      return part;
    }
    if (!isObject(part)) return part;
    if (part['type'] !== 'record') return withInner(part, visit);
    if (namespaceOf(part) === namespace) return withFieldTypes(part, visit);
    refersTo.add(fullName(part));
    return fullName(part);
  };
  return visit(type);
}

function collect(type: JsonValue | undefined, into: Map<string, JsonObject>): void {
  if (isList(type)) for (const branch of type) collect(branch, into);
  if (!isObject(type)) return;
  if (type['type'] === 'record') {
    into.set(fullName(type), type);
    for (const field of fieldsOf(type)) collect(field['type'], into);
  }
  collect(type['items'], into);
  collect(type['values'], into);
}

function withFieldTypes(record: JsonObject, change: (type: JsonValue) => JsonValue): JsonObject {
  const fields = fieldsOf(record).map((field) => ({ ...field, type: change(field['type'] ?? null) }));
  return { ...record, fields };
}

function withInner(type: JsonObject, change: (type: JsonValue) => JsonValue): JsonObject {
  const { items, values } = type;
  if (items !== undefined) return { ...type, items: change(items) };
  if (values !== undefined) return { ...type, values: change(values) };
  return type;
}

const namespaceOf = (record: JsonObject): string => {
  const name = fullName(record);
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
};

const fieldsOf = (record: JsonObject): readonly JsonObject[] =>
  (record['fields'] ?? []) as readonly JsonObject[];

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
