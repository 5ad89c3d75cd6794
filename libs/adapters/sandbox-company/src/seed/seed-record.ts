import type { JsonObject } from '@dws/kernel';

export interface SeedRecord {
  readonly system: string;
  readonly recordType: string;
  readonly id: string;
  readonly fields: JsonObject;
}

/** `acc-0007`: ids of seeded records, in the order they were made. */
export function seedId(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`;
}

/** A field that seeding itself wrote as text. */
export function textOf(record: SeedRecord, field: string): string {
  const value = record.fields[field];
  if (typeof value === 'string') return value;
  throw new TypeError(`expected ${record.id} to have text in "${field}"`);
}
