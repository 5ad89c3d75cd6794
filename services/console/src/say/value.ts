import type { JsonObject, JsonValue } from '@dws/kernel';

/** A JSON value as text for reading: a text without quotes, lists and objects as indented JSON. */
export function sayValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'none';
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (isListOfText(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** JSON text of a change as the contract carries it, for reading. Empty means that it was not there. */
export function sayJsonText(text: string): string {
  if (text === '') return 'not there';
  try {
    return sayValue(JSON.parse(text) as JsonValue);
  } catch {
    return text;
  }
}

/** A message to people, as the e-mail and chat operations take it. */
export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** Arguments that are no part of the letter itself. */
  readonly rest: JsonObject;
}

/** The arguments as a letter; `null` when they are none. */
export function letterIn(args: JsonObject): Letter | null {
  const { to, subject, body, ...rest } = args;
  const receivers = typeof to === 'string' ? [to] : to;
  if (!isListOfText(receivers) || typeof subject !== 'string' || typeof body !== 'string') return null;
  return { to: receivers, subject, body, rest };
}

function isListOfText(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
