import type { JsonValue } from '@dws/kernel';
import type { CompanyRecord } from './record.ts';

/**
 * The records of one type. A field gets an index the first time it is searched by, kept up from then on, so
 * that a search costs what it returns and not the size of the table.
 */
export class RecordTable {
  readonly #records = new Map<string, CompanyRecord>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();

  get size(): number {
    return this.#records.size;
  }

  get(id: string): CompanyRecord | undefined {
    return this.#records.get(id);
  }

  all(): IterableIterator<CompanyRecord> {
    return this.#records.values();
  }

  put(record: CompanyRecord): void {
    const earlier = this.#records.get(record.id);
    for (const [field, index] of this.#indexes) {
      const before = earlier?.fields[field];
      const after = record.fields[field];
      if (before === after) continue;
      for (const key of keysOf(before)) index.get(key)?.delete(record.id);
      for (const key of keysOf(after)) addTo(index, key, record.id);
    }
    this.#records.set(record.id, record);
  }

  /** Records that carry every given value exactly, compared as text; a list carries each of its members. */
  find(match: Readonly<Record<string, string>>, limit: number): readonly CompanyRecord[] {
    const found: CompanyRecord[] = [];
    const [first, ...others] = Object.entries(match);
    const ids = first === undefined ? this.#records.keys() : (this.#index(first[0]).get(first[1]) ?? []);
    for (const id of ids) {
      if (found.length >= limit) break;
      const record = this.#records.get(id);
      if (record !== undefined && others.every(([field, value]) => carries(record.fields[field], value))) {
        found.push(record);
      }
    }
    return found;
  }

  #index(field: string): Map<string, Set<string>> {
    const known = this.#indexes.get(field);
    if (known !== undefined) return known;
    const index = new Map<string, Set<string>>();
    for (const record of this.#records.values()) {
      for (const key of keysOf(record.fields[field])) addTo(index, key, record.id);
    }
    this.#indexes.set(field, index);
    return index;
  }
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return typeof value === 'object' ? [] : [String(value)];
}

function carries(value: JsonValue | undefined, text: string): boolean {
  return keysOf(value).includes(text);
}
