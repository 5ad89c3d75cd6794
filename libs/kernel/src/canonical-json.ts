import canonicalize from 'canonicalize';
import type { JsonValue } from './json.ts';

/**
 * RFC 8785 text of a JSON value. Two values that mean the same give the same text, so digests and the audit
 * chain can be taken over it.
 *
 * Generated serialisers write this form directly; this one is for open values (arguments, signal bodies).
 * @throws Error for NaN, Infinity, lone surrogates and cycles, none of which JSON can carry.
 */
export function canonicalJson(value: JsonValue): string {
  return canonicalize(value) as string;
}
