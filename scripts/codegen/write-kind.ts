import type { Kind, Model, RecordModel } from './model.ts';

const TYPES = {
  string: 'string',
  instant: 'Instant',
  json: 'JsonObject',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
} as const;
const TEXTS = {
  string: 'jsonString',
  instant: 'jsonString',
  json: 'jsonOpen',
  boolean: 'jsonBoolean',
  int: 'jsonInteger',
  long: 'jsonInteger',
  double: 'jsonDouble',
} as const;
const CHECKS = {
  string: 'checkString',
  instant: 'checkInstant',
  json: 'checkOpen',
  boolean: 'checkBoolean',
  int: 'checkInt',
  long: 'checkLong',
  double: 'checkDouble',
} as const;

/** Writes the expressions for one kind of field and remembers what they need imported. */
export class KindWriter {
  readonly kernel = new Set<string>();
  readonly texts = new Set<string>();
  readonly checks = new Set<string>();
  readonly records = new Set<RecordModel>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  type(kind: Kind): string {
    if (kind.is === 'record') return this.#record(kind.name).title;
    if (kind.is === 'array') return `readonly ${this.type(kind.of)}[]`;
    if (kind.is === 'map') return `Readonly<Record<string, ${this.type(kind.of)}>>`;
    const type = TYPES[kind.is];
    if (type === 'Instant' || type === 'JsonObject') this.kernel.add(type);
    return type;
  }

  /** Expression for the JSON text of the expression `value`. */
  text(kind: Kind, value: string): string {
    if (kind.is === 'array' || kind.is === 'map')
      return `${this.#text(kind.is === 'array' ? 'jsonArray' : 'jsonMap')}(${value}, ${this.#textFunction(kind.of)})`;
    return `${this.#textFunction(kind)}(${value})`;
  }

  /** Expression for a function that checks a value. */
  check(kind: Kind): string {
    if (kind.is === 'record') return `check${this.#record(kind.name).title}`;
    if (kind.is !== 'array' && kind.is !== 'map') return this.#check(CHECKS[kind.is]);
    const each = this.#check(kind.is === 'array' ? 'checkArray' : 'checkMap');
    return `(v: unknown, p: string, i: Issues): void => ${each}(v, p, i, ${this.check(kind.of)})`;
  }

  /** Statement that checks the expression `value`. */
  checkCall(kind: Kind, value: string, path: string): string {
    if (kind.is === 'array' || kind.is === 'map')
      return `${this.#check(kind.is === 'array' ? 'checkArray' : 'checkMap')}(${value}, ${path}, issues, ${this.check(kind.of)});`;
    return `${this.check(kind)}(${value}, ${path}, issues);`;
  }

  #textFunction(kind: Kind): string {
    if (kind.is === 'record') return `serialise${this.#record(kind.name).title}`;
    if (kind.is === 'array' || kind.is === 'map')
      return `(item: ${this.type(kind)}): string => ${this.text(kind, 'item')}`;
    return this.#text(TEXTS[kind.is]);
  }

  #text(name: string): string {
    this.texts.add(name);
    return name;
  }

  #check(name: string): string {
    this.checks.add(name);
    return name;
  }

  #record(name: string): RecordModel {
    const record = this.#model.records.get(name) as RecordModel;
    this.records.add(record);
    return record;
  }
}
