import { DwsError, type JsonObject, type JsonValue } from '@dws/kernel';
import { Cursor } from './cursor.ts';
import { fieldsOf, nameOf, recordsOf } from './schema-parts.ts';

export type ReadAvro = (bytes: Uint8Array, start: number) => JsonObject;
type Read = (cursor: Cursor) => JsonValue;

/** Schemas that refer to themselves could nest without end in a hostile message. */
const MAX_DEPTH = 64;

/**
 * Compiles a reader of values written with `writer` that gives their JSON form as `reader` knows it: absent
 * members are left out, open JSON is parsed, members that `reader` has dropped are passed over. Members that
 * `reader` has added are optional (the compatibility gate sees to that) and so simply absent.
 *
 * Our own rather than avsc's, whose reader trusts the counts in the bytes: five bytes keep it busy for minutes.
 * See docs/adr/0031-own-avro-reader.md. The property test holds both to the same results.
 *
 * The compiled reader throws `payload-malformed`.
 */
export function compileReader(writer: JsonObject, reader: JsonObject): ReadAvro {
  const read = new ReaderCompiler(recordsOf(reader)).record(writer);
  return (bytes, start) => {
    const cursor = new Cursor(bytes, start);
    const value = read(cursor);
    if (cursor.remaining > 0)
      throw cursor.malformed(`expected the end, found ${cursor.remaining} bytes more`);
    return value as JsonObject;
  };
}

class ReaderCompiler {
  readonly #wanted: ReadonlyMap<string, JsonObject>;
  readonly #compiled = new Map<string, Read>();

  constructor(wanted: ReadonlyMap<string, JsonObject>) {
    this.#wanted = wanted;
  }

  record(schema: JsonObject): Read {
    const name = nameOf(schema);
    const wanted = this.#wanted.get(name);
    const kept = wanted && new Set(fieldsOf(wanted).map((field) => field['name']));
    const fields: { name: string; keep: boolean; read: (cursor: Cursor) => JsonValue | undefined }[] = [];
    let depth = 0;
    const read: Read = (cursor) => {
      if (++depth > MAX_DEPTH) throw cursor.malformed(`expected at most ${MAX_DEPTH} levels`);
      try {
        const value: Record<string, JsonValue> = {};
        for (const field of fields) {
          const member = field.read(cursor);
          if (member !== undefined && field.keep) value[field.name] = member;
        }
        return value;
      } finally {
        depth--;
      }
    };
    this.#compiled.set(name, read);
    for (const field of fieldsOf(schema)) {
      const member = field['name'] as string;
      const keep = kept === undefined || kept.has(member);
      fields.push({ name: member, keep, read: this.#field(field['type'] as JsonValue) });
    }
    return read;
  }

  #field(type: JsonValue): (cursor: Cursor) => JsonValue | undefined {
    if (!Array.isArray(type)) return this.#type(type);
    const [none, some] = type as readonly JsonValue[];
    if (none !== 'null' || some === undefined || type.length !== 2) throw unsupported(type);
    const read = this.#type(some);
    return (cursor) => {
      const branch = cursor.long();
      if (branch === 0) return undefined;
      if (branch !== 1) throw cursor.malformed(`expected branch 0 or 1, found ${branch}`);
      return read(cursor);
    };
  }

  #type(type: JsonValue): Read {
    if (typeof type === 'string') return this.#named(type);
    const schema = type as JsonObject;
    switch (schema['type']) {
      case 'string':
        return schema['contentMediaType'] === 'application/json' ? readOpen : readString;
      case 'array':
        return readItems(this.#type(schema['items'] as JsonValue));
      case 'map':
        return readEntries(this.#type(schema['values'] as JsonValue));
      case 'record':
        return this.record(schema);
      default:
        throw unsupported(type);
    }
  }

  #named(name: string): Read {
    switch (name) {
      case 'string':
        return readString;
      case 'boolean':
        return (cursor) => cursor.boolean();
      case 'int':
      case 'long':
        return (cursor) => cursor.long();
      case 'double':
        return (cursor) => cursor.double();
      default: {
        const read = this.#compiled.get(name);
        if (read) return read;
        throw unsupported(name);
      }
    }
  }
}

const readString: Read = (cursor) => cursor.string();

const readOpen: Read = (cursor) => {
  const text = cursor.string();
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw cursor.malformed('expected JSON text in front');
  }
};

function readItems(read: Read): Read {
  return (cursor) => {
    const items: JsonValue[] = [];
    for (let count = cursor.blockCount(); count > 0; count = cursor.blockCount())
      for (let index = 0; index < count; index++) items.push(read(cursor));
    return items;
  };
}

function readEntries(read: Read): Read {
  return (cursor) => {
    const entries: [string, JsonValue][] = [];
    for (let count = cursor.blockCount(); count > 0; count = cursor.blockCount())
      for (let index = 0; index < count; index++) entries.push([cursor.string(), read(cursor)]);
    return Object.fromEntries(entries);
  };
}

function unsupported(type: JsonValue): DwsError {
  return new DwsError('schema-unknown', `expected a schema of this platform, found ${JSON.stringify(type)}`);
}
