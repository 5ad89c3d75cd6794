import { DwsError, type JsonObject } from '@dws/kernel';
import { contractOf, expectValid } from './contract-of.ts';
import type { EventType, Signal, StoreEvent } from './generated/index.ts';
import { noProtection, type FieldProtection } from './protection.ts';

export type EventData<T extends EventType> = Extract<StoreEvent, { type: T }>['data'];

/** Fatal: bytes that are no UTF-8 are malformed, never quietly repaired. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes that the store keeps: RFC 8785 JSON with personal fields protected. @throws `payload-invalid` */
export function serialiseEvent(
  { type, data }: StoreEvent | Signal,
  protection: FieldProtection = noProtection,
): Uint8Array {
  const contract = contractOf(type);
  return Buffer.from(contract.serialise(protection.protect(type, contract.personal, data)), 'utf8');
}

/**
 * Reads stored bytes back. @throws `schema-unknown`, `payload-malformed` (no JSON), `payload-invalid`
 * (`details.field`)
 */
export function parseEvent<T extends EventType>(
  type: T,
  bytes: Uint8Array,
  protection: FieldProtection = noProtection,
): EventData<T> {
  const contract = contractOf(type);
  const value = protection.unprotect(type, contract.personal, parseObject(type, bytes));
  return expectValid(type, value) as EventData<T>;
}

function parseObject(type: string, bytes: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw new DwsError('payload-malformed', `${type}: expected UTF-8 JSON`, { type }, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DwsError('payload-malformed', `${type}: expected a JSON object`, { type });
  return value as JsonObject;
}
