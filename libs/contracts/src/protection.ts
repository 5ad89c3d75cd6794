import type { JsonObject } from '@dws/kernel';
import type { PersonalField } from './contract.ts';

/**
 * The one seam where personal fields are encrypted and decrypted, for the store's JSON and for Avro alike.
 * `fields` are the marks of the type; a ciphertext is of the JSON type that stood there (text, or an object).
 */
export interface FieldProtection {
  protect(type: string, fields: readonly PersonalField[], value: JsonObject): JsonObject;
  unprotect(type: string, fields: readonly PersonalField[], value: JsonObject): JsonObject;
}

/** Leaves everything readable: until subjects have keys. */
export const noProtection: FieldProtection = {
  protect: (_type, _fields, value) => value,
  unprotect: (_type, _fields, value) => value,
};
