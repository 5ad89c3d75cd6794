import type { JsonObject, JsonValue } from '@dws/kernel';
import { MAX_DISTINCT, observe, type Kind, type Observed } from './observed.ts';
import { personalBecause } from './personal-because.ts';

export interface InferOptions {
  /** Signal type, `order.placed`. */
  readonly type: string;
  readonly namespace: string;
  /** More marks of the type: domain and subject, where they are known. */
  readonly marks: JsonObject;
  /** `dws`: what schemas/ takes. `avro`: with Avro's own logical types and enums, for other tools. */
  readonly form: 'dws' | 'avro';
}

/** What a person should know of one field before the proposal becomes a schema. */
export interface FieldNote {
  /** `customer.email`, `lines[].price`. */
  readonly field: string;
  readonly type: string;
  /** Rows or parents that have it. */
  readonly present: number;
  readonly of: number;
  readonly notes: readonly string[];
  /** Why it may be personal data; empty where nothing says so. */
  readonly personal: string;
}

export interface InferredSchema {
  readonly schema: JsonObject;
  readonly fields: readonly FieldNote[];
}

/** Texts of few values that come again and again are a set of choices. */
const ENUM = { mostChoices: 12, leastRows: 20, leastRepeats: 4 } as const;
/** An object with more members than this is keyed by data. */
const MAX_MEMBERS = 60;
const INT = { least: -(2 ** 31), most: 2 ** 31 - 1 } as const;
/** The repository's own rule for members. */
const DWS_NAME = /^[a-z][A-Za-z0-9]*$/;
const AVRO_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Proposes a schema for rows. Nothing is marked personal by itself: whose data it is only a person knows. */
export function inferSchema(rows: readonly JsonObject[], options: InferOptions): InferredSchema {
  const fields: FieldNote[] = [];
  const record = new Proposal(options, fields).record(pascal(options.type), observe(rows), '');
  const schema = { ...record, dws: { type: options.type, ...options.marks } };
  return { schema, fields };
}

class Proposal {
  readonly #options: InferOptions;
  readonly #fields: FieldNote[];
  readonly #names = new Set<string>();

  constructor(options: InferOptions, fields: FieldNote[]) {
    this.#options = options;
    this.#fields = fields;
  }

  record(name: string, observed: Observed, at: string): JsonObject {
    const own = this.#unused(name);
    const taken = new Set<string>();
    const fields = [...observed.members].map(([member, inner]) => {
      const field = fieldName(member, taken);
      return this.#field(member, field, inner, observed.seen, at === '' ? member : `${at}.${member}`, own);
    });
    const doc = `Proposed from ${observed.seen} objects; say here what it means.`;
    return { type: 'record', name: own, namespace: this.#options.namespace, doc, fields };
  }

  #field(
    member: string,
    name: string,
    inner: Observed,
    of: number,
    path: string,
    parent: string,
  ): JsonObject {
    const notes: string[] = [];
    if (name !== member) notes.push(`renamed from "${member}": Avro takes letters, digits and _`);
    else if (this.#options.form === 'dws' && !DWS_NAME.test(name))
      notes.push('schemas/ takes camelCase names');
    // Before what is inside it, so that the notes stand in the order of the fields.
    const index = this.#fields.push({ field: path, type: '', present: 0, of, notes, personal: '' }) - 1;
    const type = this.#type(inner, path, `${parent}${pascal(name)}`, notes);
    this.#fields[index] = {
      field: path,
      type: shown(type),
      present: inner.seen,
      of,
      notes,
      personal: personalBecause(name, inner),
    };
    const optional = inner.seen < of || inner.nulls > 0;
    const doc = `Seen in ${inner.seen} of ${of}; say here what it means.`;
    return optional ? { name, type: ['null', type], default: null, doc } : { name, type, doc };
  }

  #type(observed: Observed, path: string, name: string, notes: string[]): JsonValue {
    const kinds = [...observed.kinds].sort();
    const [only] = kinds;
    if (only === undefined) {
      notes.push('only null was seen: the type is a guess');
      return 'string';
    }
    if (kinds.every((kind) => kind === 'whole' || kind === 'fraction')) return numberType(observed, notes);
    if (kinds.length > 1) return mixed(kinds, notes);
    switch (only) {
      case 'boolean':
        return 'boolean';
      case 'text':
        return this.#text(observed, name, notes);
      case 'array':
        return { type: 'array', items: this.#items(observed.items, path, name, notes) };
      case 'object':
        return this.#object(observed, path, name, notes);
      default:
        return numberType(observed, notes);
    }
  }

  #items(items: Observed | null, path: string, name: string, notes: string[]): JsonValue {
    if (items === null || items.seen + items.nulls === 0) {
      notes.push('no item was seen: their type is a guess');
      return 'string';
    }
    if (items.nulls > 0) notes.push('null among the items: schemas/ takes none');
    return this.#type(items, `${path}[]`, `${name}Item`, notes);
  }

  #object(observed: Observed, path: string, name: string, notes: string[]): JsonValue {
    if (observed.members.size > 0 && observed.members.size <= MAX_MEMBERS)
      return this.record(name, observed, path);
    notes.push(
      observed.members.size === 0
        ? 'no member was seen: open JSON'
        : `${observed.members.size} different members: keyed by data, so open JSON`,
    );
    return OPEN_JSON;
  }

  #text(observed: Observed, name: string, notes: string[]): JsonValue {
    const avro = this.#options.form === 'avro';
    const all = (shape: 'instant' | 'exactInstant' | 'uuid' | 'date'): boolean =>
      observed.shapes.get(shape) === observed.seen;
    if (all('instant')) {
      if (!avro) {
        if (!all('exactInstant'))
          notes.push('publishers must write UTC with milliseconds: 2026-03-01T09:30:00.000Z');
        return { type: 'string', format: 'date-time' };
      }
      notes.push('publishers must write milliseconds since 1970 instead of text');
      return { type: 'long', logicalType: 'timestamp-millis' };
    }
    if (all('uuid')) {
      notes.push('a UUID');
      return avro ? { type: 'string', logicalType: 'uuid' } : 'string';
    }
    if (all('date')) notes.push('a calendar date, YYYY-MM-DD');
    const choices = choicesOf(observed);
    if (choices === null) return 'string';
    if (avro && choices.every((choice) => AVRO_NAME.test(choice)))
      return { type: 'enum', name: this.#unused(name), symbols: [...choices] };
    notes.push(
      `${avro ? 'an enum?' : 'a set of choices, kept as text so that a new one breaks nobody:'} ${choices.join(', ')}`,
    );
    return 'string';
  }

  #unused(name: string): string {
    let own = name;
    for (let number = 2; this.#names.has(own); number++) own = `${name}${number}`;
    this.#names.add(own);
    return own;
  }
}

const OPEN_JSON: JsonObject = { type: 'string', contentMediaType: 'application/json' };

function choicesOf({ texts, seen }: Observed): readonly string[] | null {
  const few = texts.size <= Math.min(ENUM.mostChoices, MAX_DISTINCT);
  return few && seen >= ENUM.leastRows && seen >= texts.size * ENUM.leastRepeats
    ? [...texts.keys()].sort()
    : null;
}

function numberType({ kinds, min, max }: Observed, notes: string[]): JsonValue {
  if (kinds.has('fraction')) {
    if (Math.abs(min) > Number.MAX_SAFE_INTEGER || Math.abs(max) > Number.MAX_SAFE_INTEGER)
      notes.push('beyond ±(2^53 − 1): a number there is not exact; send it as text');
    return 'double';
  }
  return min >= INT.least && max <= INT.most ? 'int' : 'long';
}

function mixed(kinds: readonly Kind[], notes: string[]): JsonValue {
  notes.push(`mixed: ${kinds.join(', ')}; publishers must agree on one`);
  return kinds.includes('object') ? OPEN_JSON : 'string';
}

function fieldName(member: string, taken: Set<string>): string {
  const plain = member.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, '_');
  let name = plain;
  for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
  taken.add(name);
  return name;
}

export function pascal(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `R${name}`;
}

function shown(type: JsonValue): string {
  if (typeof type === 'string') return type;
  const { type: kind, format, logicalType, contentMediaType, items } = type as JsonObject;
  if (contentMediaType !== undefined) return 'open JSON';
  if (items !== undefined) return `array of ${shown(items)}`;
  return [kind, logicalType ?? format].filter((part) => typeof part === 'string').join(' ');
}
