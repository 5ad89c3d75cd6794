import { allContracts } from '@dws/contracts';
import { isLocalNumber, type SchemaBook } from '@dws/contracts/avro';
import type { JsonObject } from '@dws/kernel';
import type { RegistryBounds } from './bounds.ts';
import type { KnownNumbers } from './number-store.ts';
import { fullName } from './split-schema.ts';

/** Every number that is known: those of the registry, and below them the repository's own. */
export class RegistryBook implements SchemaBook {
  readonly #ids = new Map<string, number>();
  readonly #schemas = new Map<number, JsonObject>();
  readonly #typeOf: ReadonlyMap<string, string>;
  readonly #maxSchemas: number;
  readonly #local: SchemaBook | undefined;

  constructor({ maxSchemas }: Pick<RegistryBounds, 'maxSchemas'>, local?: SchemaBook) {
    this.#maxSchemas = maxSchemas;
    this.#local = local;
    this.#typeOf = new Map(allContracts().map(({ type, schema }) => [fullName(schema), type]));
  }

  idOf(type: string): number | undefined {
    return this.#ids.get(type);
  }

  schemaOf(id: number): JsonObject | undefined {
    return isLocalNumber(id) ? this.#local?.schemaOf(id) : this.#schemas.get(id);
  }

  knows(id: number): boolean {
    return this.schemaOf(id) !== undefined;
  }

  /**
   * What the registry says now takes the place of what it said before. Where a type has got another number it is a
   * registry made anew, and whatever its predecessor said is forgotten.
   */
  take({ types, schemas }: KnownNumbers): void {
    if (types.some(({ type, id }) => (this.#ids.get(type) ?? id) !== id)) this.#schemas.clear();
    for (const { id, schema } of schemas) this.#schemas.set(id, schema);
    for (const { type, id } of types) this.#ids.set(type, id);
  }

  /**
   * @param schema self-contained. Another tool may have registered it without our marks: then its name says the type.
   * @returns whether it is known from now on: not where the record is none of ours or the bound is reached
   */
  learn(id: number, schema: JsonObject): boolean {
    if (this.#schemas.has(id)) return true;
    const type = this.#typeOf.get(fullName(schema));
    if (type === undefined || this.#schemas.size >= this.#maxSchemas || isLocalNumber(id)) return false;
    this.#schemas.set(id, { ...schema, dws: { type } });
    return true;
  }

  entries(): KnownNumbers['schemas'] {
    return [...this.#schemas].map(([id, schema]) => ({ id, schema }));
  }
}
