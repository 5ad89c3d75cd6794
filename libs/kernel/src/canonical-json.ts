import type { JsonObject, JsonValue } from './json.ts';

/**
 * RFC 8785 text of a JSON value. Two values that mean the same give the same text, so digests and the audit
 * chain can be taken over it. Generated serialisers write this form directly; this one is for open values
 * (arguments, signal bodies). Held to the `canonicalize` package by a spec; twice as fast (docs/adr/0007).
 *
 * Members whose value is `undefined` are left out, as JSON.stringify does.
 * @throws Error for NaN, Infinity, lone surrogates and anything that is no JSON; RangeError for a cycle.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') throw new Error(`expected a JSON value, found ${typeof value}`);
  return Array.isArray(value) ? list(value) : object(value as JsonObject);
}

function object(value: JsonObject): string {
  const names = Object.keys(value);
  sortInPlace(names);
  let result = '';
  for (const name of names) {
    const member = value[name];
    if (member === undefined) continue;
    result += (result === '' ? '{' : ',') + label(name) + canonicalJson(member);
  }
  return result === '' ? '{}' : result + '}';
}

/** Longer objects are rare, and insertion takes the square of their length. */
const MOST_INSERTED = 24;

/** By UTF-16 code units, as RFC 8785 wants it and `sort` does; mostly sorted already, and then without a copy. */
function sortInPlace(names: string[]): void {
  if (names.length > MOST_INSERTED) {
    names.sort();
    return;
  }
  for (let index = 1; index < names.length; index++) {
    const name = names[index] as string;
    let place = index;
    for (; place > 0 && (names[place - 1] as string) > name; place--)
      names[place] = names[place - 1] as string;
    names[place] = name;
  }
}

/** The same few hundred names stand in every document; beyond the bound they are quoted each time. */
const MOST_LABELS = 2_048;
const labels = new Map<string, string>();

function label(name: string): string {
  const known = labels.get(name);
  if (known !== undefined) return known;
  const made = `${text(name)}:`;
  if (labels.size < MOST_LABELS) labels.set(name, made);
  return made;
}

function list(values: readonly JsonValue[]): string {
  let result = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) result += ',';
    result += canonicalJson(values[index] ?? null);
  }
  return `${result}]`;
}

/** Most strings are names and ids: printable ASCII, for which looking is half the cost of JSON.stringify. */
const NEEDS_NO_ESCAPE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function text(value: string): string {
  if (NEEDS_NO_ESCAPE.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new Error('a lone surrogate has no place in JSON');
  return JSON.stringify(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`expected a finite number, found ${value}`);
  return JSON.stringify(value);
}
