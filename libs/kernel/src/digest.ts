import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { JsonValue } from './json.ts';

/** Lower-case hex SHA-256, 64 characters. */
export type Digest = string;

/** SHA-256 of text (as UTF-8) or bytes. */
export function sha256(content: string | Uint8Array): Digest {
  return hash('sha256', content, 'hex');
}

/** SHA-256 of the canonical JSON of `value`. */
export function digestOf(value: JsonValue): Digest {
  return sha256(canonicalJson(value));
}
