import type { JsonObject, JsonValue } from '@dws/kernel';
import { isArray, isObject } from './read-kind.ts';
import type { Model, RecordModel } from './model.ts';

/** The schema of `record` with every record it refers to defined at its first use, as registries want it. */
export function selfContained(record: RecordModel, model: Model): JsonObject {
  const defined = new Set<string>();

  const expandType = (type: JsonValue): JsonValue => {
    if (isArray(type)) return type.map(expandType);
    if (typeof type === 'string') {
      const target = model.records.get(type);
      return target === undefined || defined.has(type) ? type : expandRecord(target);
    }
    if (!isObject(type)) return type;
    if (type['type'] === 'record') {
      return expandType(`${type['namespace'] as string}.${type['name'] as string}`);
    }
    const { items, values } = type;
    if (items !== undefined) return { ...type, items: expandType(items) };
    if (values !== undefined) return { ...type, values: expandType(values) };
    return type;
  };

  const expandRecord = (target: RecordModel): JsonObject => {
    defined.add(target.name);
    const fields = (target.avro['fields'] as readonly JsonObject[]).map((field) => ({
      ...field,
      type: expandType(field['type'] as JsonValue),
    }));
    return { ...target.avro, fields };
  };

  return expandRecord(record);
}
