import type { Money } from '@dws/contracts';
import { sayMoney } from './number.ts';
import type { JsonObject, JsonValue } from '@dws/kernel';

/**
 * A JSON value as text for reading: a text without quotes, money as an amount, an instant to the minute, other lists
 * and objects as indented JSON.
 */
export function sayValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'none';
  if (value === null) return 'none';
  if (typeof value === 'string') return INSTANT.test(value) ? sayInstant(value) : value;
  if (isMoney(value)) return sayMoney(value);
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

/** As records carry instants: UTC, with or without a fraction of the second. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** `2026-07-28 03:33 UTC`. */
function sayInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function isMoney(value: JsonValue): value is JsonObject & Money {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { amountMinor, currency, ...rest } = value as JsonObject;
  return typeof amountMinor === 'number' && typeof currency === 'string' && Object.keys(rest).length === 0;
}

function isListOfText(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
