import { isInstant } from './instant.ts';
import type { Issues } from './issues.ts';

/** Checks one value and adds what is wrong with it to `issues`. */
export type Check = (value: unknown, path: string, issues: Issues) => void;

/** Open JSON nested deeper than this is refused before anything walks it recursively. */
const MAX_DEPTH = 64;

export const checkString: Check = (value, path, issues) => {
  if (typeof value !== 'string') issues.expected(path, 'text', value);
  else if (!value.isWellFormed()) issues.add(path, 'expected well-formed Unicode, found a lone surrogate');
};

export const checkInstant: Check = (value, path, issues) => {
  if (typeof value !== 'string' || !isInstant(value))
    issues.expected(path, 'an RFC 3339 instant in UTC such as 2026-03-01T09:30:00.000Z', value);
};

export const checkBoolean: Check = (value, path, issues) => {
  if (typeof value !== 'boolean') issues.expected(path, 'true or false', value);
};

export const checkInt: Check = (value, path, issues) => {
  if (typeof value !== 'number' || (value | 0) !== value)
    issues.expected(path, 'an integer of 32 bits', value);
};

export const checkLong: Check = (value, path, issues) => {
  if (!Number.isSafeInteger(value)) issues.expected(path, 'an integer within ±(2^53 − 1)', value);
};

export const checkDouble: Check = (value, path, issues) => {
  if (!Number.isFinite(value)) issues.expected(path, 'a finite number', value);
};

export const checkOpen: Check = (value, path, issues) => {
  if (!isObject(value)) issues.expected(path, 'an object', value);
  else checkOpenValue(value, path, issues, 0);
};

function checkOpenValue(value: unknown, path: string, issues: Issues, depth: number): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') checkString(value, path, issues);
  else if (typeof value === 'number') checkDouble(value, path, issues);
  else if (typeof value !== 'object') issues.expected(path, 'a JSON value', value);
  else if (depth === MAX_DEPTH) issues.add(path, `expected at most ${MAX_DEPTH} levels`);
  else if (Array.isArray(value))
    value.forEach((item, index) => checkOpenValue(item, `${path}[${index}]`, issues, depth + 1));
  else checkOpenMembers(value as Record<string, unknown>, path, issues, depth);
}

function checkOpenMembers(value: Record<string, unknown>, path: string, issues: Issues, depth: number): void {
  for (const key of Object.keys(value)) {
    if (!key.isWellFormed()) issues.add(path, 'expected well-formed member names, found a lone surrogate');
    checkOpenValue(value[key], memberPath(path, key), issues, depth + 1);
  }
}

export function checkArray(value: unknown, path: string, issues: Issues, item: Check): void {
  if (!Array.isArray(value)) issues.expected(path, 'an array', value);
  else for (let index = 0; index < value.length; index++) item(value[index], `${path}[${index}]`, issues);
}

export function checkMap(value: unknown, path: string, issues: Issues, item: Check): void {
  if (!isObject(value)) {
    issues.expected(path, 'an object', value);
    return;
  }
  for (const key of Object.keys(value)) {
    if (!key.isWellFormed()) issues.add(path, 'expected well-formed member names, found a lone surrogate');
    item(value[key], memberPath(path, key), issues);
  }
}

/** An optional member is left out when there is nothing to say; null would be a second way to say it. */
export function checkOptional(value: unknown, path: string, issues: Issues, present: Check): void {
  if (value === undefined) return;
  if (value === null) issues.add(path, 'leave the member out instead of null');
  else present(value, path, issues);
}

export function checkMembers(
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  path: string,
  issues: Issues,
): void {
  for (const name of Object.keys(value))
    if (!known.has(name)) issues.add(memberPath(path, name), 'the schema knows no such member');
}

export function memberPath(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
