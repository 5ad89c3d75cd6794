import type { JsonObject } from '@dws/kernel';
import type { RegistryClient } from './registry-client.ts';
import type { RegisteredSchema, SchemaReference } from './registered-schema.ts';
import { assemble } from './split-schema.ts';

/** References within references: beyond, a registry would have us run in circles. */
const MAX_REFERENCES = 200;

/** Gives registered schemas self-contained. What a version of a subject refers to never changes, so it is kept. */
export class WholeSchemas {
  readonly #client: RegistryClient;
  readonly #referenced = new Map<string, Promise<RegisteredSchema | null>>();

  constructor(client: RegistryClient) {
    this.#client = client;
  }

  /** @throws DwsError `registry-unavailable` */
  async of(registered: RegisteredSchema): Promise<JsonObject> {
    const definitions = new Map<string, JsonObject>();
    const open = [...registered.references];
    const seen = new Set<string>();
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const key = keyOf(next);
      if (seen.has(key) || seen.size >= MAX_REFERENCES) continue;
      seen.add(key);
      const found = await this.#find(next);
      if (found === null) continue;
      definitions.set(next.name, found.schema);
      open.push(...found.references);
    }
    return assemble(registered.schema, (name) => definitions.get(name));
  }

  #find(reference: SchemaReference): Promise<RegisteredSchema | null> {
    const key = keyOf(reference);
    const known = this.#referenced.get(key);
    if (known) return known;
    const asked = this.#client.version(reference.subject, reference.version);
    this.#referenced.set(key, asked);
    // A failure is not kept: the next one asks again.
    asked.catch(() => this.#referenced.delete(key));
    return asked;
  }
}

const keyOf = ({ subject, version }: SchemaReference): string => `${subject}/${version}`;
