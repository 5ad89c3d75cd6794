import { DwsError, instantOf, millisecondsOf, type Instant } from '@dws/kernel';
import type { Comparison, Condition, Query } from './query.ts';
import { chunksOf } from './words.ts';

export const MOST_QUERY_CHARACTERS = 500;
export const MOST_CONDITIONS = 20;

/**
 * Reads a query: `worker:churn-signal type:review-decided by:erin amount>1000 "free text" -type:waiting|expired`.
 * The grammar stands in docs/audit-search.md. One pass over the text, without patterns that could be made slow.
 * @throws DwsError `argument-invalid`, which says what was expected and at which character.
 */
export function parseQuery(text: string): Query {
  if (text.length > MOST_QUERY_CHARACTERS) {
    throw invalid(`at most ${MOST_QUERY_CHARACTERS} characters, found ${text.length}`, MOST_QUERY_CHARACTERS);
  }
  const conditions: Condition[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const read = conditionAt(text, at);
    conditions.push(read.condition);
    if (conditions.length > MOST_CONDITIONS) throw invalid(`at most ${MOST_CONDITIONS} conditions`, at);
    if (read.end < text.length && !isSpace(text[read.end]))
      throw invalid('a space between conditions', read.end);
    at = skipSpace(text, read.end);
  }
  return conditions;
}

interface Read {
  readonly condition: Condition;
  readonly end: number;
}

function conditionAt(text: string, at: number): Read {
  if (text[at] === '-' && at + 1 < text.length && !isSpace(text[at + 1])) {
    const { condition, end } = conditionAt(text, at + 1);
    if (condition.kind === 'not') throw invalid('one minus', at + 1);
    return { condition: { kind: 'not', condition }, end };
  }
  const field = fieldAt(text, at);
  if (field === null) {
    const { value, end } = valueAt(text, at, false);
    return { condition: { kind: 'text', text: searchable(value, at) }, end };
  }
  return field.operator === ':' ? equality(text, field) : comparison(text, field);
}

interface Field {
  readonly name: string;
  readonly operator: ':' | Comparison;
  /** Where the value begins. */
  readonly valueAt: number;
}

/** A field's name and its operator; `null` where a word or a quoted text stands. */
function fieldAt(text: string, at: number): Field | null {
  let end = at;
  while (end < text.length && isNameCharacter(text.charCodeAt(end))) end += 1;
  const name = text.slice(at, end);
  const sign = text[end];
  if (name === '' || (sign !== ':' && sign !== '>' && sign !== '<')) return null;
  if (sign === ':') return { name, operator: ':', valueAt: end + 1 };
  const operator = text[end + 1] === '=' ? (`${sign}=` as const) : sign;
  return { name, operator, valueAt: end + operator.length };
}

function equality(text: string, { name, valueAt: start }: Field): Read {
  const anyOf: string[] = [];
  let at = start;
  for (;;) {
    const { value, end } = valueAt(text, at, true);
    anyOf.push(searchable(value, at));
    if (text[end] !== '|') {
      const time = name === 'from' || name === 'to';
      if (!time) return { condition: { kind: 'field', field: name, anyOf }, end };
      if (anyOf.length > 1) throw invalid('one time', at);
      const instant = instantIn(anyOf[0] ?? '', start, name === 'to');
      return { condition: timeOf(name === 'from' ? '>=' : '<=', instant), end };
    }
    at = end + 1;
  }
}

function comparison(text: string, { name, operator, valueAt: start }: Field): Read {
  const { value, end } = valueAt(text, start, true);
  if (operator === ':') throw invalid('a comparison', start);
  if (name === 'at') {
    return {
      condition: timeOf(operator, instantIn(value, start, operator === '>' || operator === '<=')),
      end,
    };
  }
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number))
    throw invalid(`a number behind "${name}${operator}", found "${value}"`, start);
  return { condition: { kind: 'number', field: name, comparison: operator, value: number }, end };
}

function timeOf(operator: Comparison, instant: Instant): Condition {
  const beside = (by: number): Instant => instantOf(millisecondsOf(instant) + by);
  switch (operator) {
    case '>':
      return { kind: 'time', from: beside(1), to: null };
    case '>=':
      return { kind: 'time', from: instant, to: null };
    case '<':
      return { kind: 'time', from: null, to: beside(-1) };
    case '<=':
      return { kind: 'time', from: null, to: instant };
  }
}

/** A quoted text, in which `\` takes the next character as it is, or what stands until the next space. */
function valueAt(text: string, at: number, alternatives: boolean): { value: string; end: number } {
  if (text[at] !== '"') {
    let end = at;
    while (end < text.length && !isSpace(text[end]) && text[end] !== '"') {
      if (alternatives && text[end] === '|') break;
      end += 1;
    }
    if (end === at) throw invalid('a value', at);
    return { value: text.slice(at, end), end };
  }
  let value = '';
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '"') return { value, end: end + 1 };
    if (text[end] === '\\') end += 1;
    value += text[end] ?? '';
  }
  throw invalid('a closing quote', text.length);
}

function searchable(value: string, at: number): string {
  if (chunksOf(value).length === 0) throw invalid(`a letter or a digit to look for, found "${value}"`, at);
  return value;
}

/** A day counts from its first moment, or up to its last one where the end is asked for. */
function instantIn(text: string, at: number, end: boolean): Instant {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const written = day ? `${text}T${end ? '23:59:59.999' : '00:00:00.000'}Z` : text;
  const milliseconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(written) ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw invalid(`a time as 2026-03-01 or 2026-03-01T09:30:00Z, found "${text}"`, at);
  }
  return instantOf(milliseconds);
}

function isNameCharacter(code: number): boolean {
  const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return letter || (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x5f;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at;
}

function invalid(expected: string, at: number): DwsError {
  return new DwsError('argument-invalid', `Query, character ${at + 1}: expected ${expected}.`, {
    argument: 'q',
    at,
  });
}
