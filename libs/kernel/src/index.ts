export { canonicalJson } from './canonical-json.ts';
export type { Clock, Instant } from './clock.ts';
export { digestOf, sha256, type Digest } from './digest.ts';
export { DOMAINS, isDomain, type Domain } from './domains.ts';
export { DwsError, ERRORS, isDwsError, type ErrorCode } from './errors.ts';
export { caseIdOf, deterministicId, eventIdOf } from './ids.ts';
export { instantIn, instantOf, millisecondsOf } from './instant.ts';
export type { JsonObject, JsonValue } from './json.ts';
export { comparePositions, formatPosition, parsePosition, START, type Position } from './position.ts';
