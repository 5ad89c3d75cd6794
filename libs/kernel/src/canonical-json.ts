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
  let result = '';
  // The default order of sort() is by UTF-16 code units, as RFC 8785 wants it.
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined) continue;
    result += `${result === '' ? '{' : ','}${text(name)}:${canonicalJson(member)}`;
  }
  return result === '' ? '{}' : `${result}}`;
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
