import type { Kind, Model, RecordModel } from './model.ts';

export interface PersonalPath {
  readonly path: readonly string[];
  readonly subject: readonly string[];
}

/** Personal fields of a record and of the records inside it; `*` stands for every item. */
export function personalFields(
  record: RecordModel,
  model: Model,
  at: readonly string[] = [],
): PersonalPath[] {
  return record.fields.flatMap((field) => {
    const path = [...at, field.name];
    if (field.personalTo !== undefined)
      return [{ path: [...path, ...stars(field.kind)], subject: [...at, field.personalTo] }];
    return inside(field.kind, model, path);
  });
}

function inside(kind: Kind, model: Model, path: readonly string[]): PersonalPath[] {
  if (kind.is === 'array' || kind.is === 'map') return inside(kind.of, model, [...path, '*']);
  if (kind.is !== 'record') return [];
  return personalFields(model.records.get(kind.name) as RecordModel, model, path);
}

function stars(kind: Kind): string[] {
  return kind.is === 'array' || kind.is === 'map' ? ['*', ...stars(kind.of)] : [];
}
