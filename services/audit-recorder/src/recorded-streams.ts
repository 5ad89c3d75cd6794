import type { Names } from '@dws/application';
import { TRAIL_PREFIX } from '@dws/audit';
import type { EventFilter } from '@dws/ports';

/**
 * Streams whose events may concern a worker. Trails themselves are not among them. A release that adds a prefix
 * must look back over `WINDOW_EVENTS` events of the old ones when it first starts: see ADR 0060.
 */
const RECORDED_PREFIXES = [
  'case-',
  'control',
  'registry-',
  'trust-',
  'escalation-',
  'incident-',
  'people',
] as const;

export function recordedStreams(names: Names): EventFilter {
  return { streamPrefixes: RECORDED_PREFIXES.map((prefix) => names.stream(prefix)) };
}

export function trailStreams(names: Names): EventFilter {
  return { streamPrefixes: [names.stream(TRAIL_PREFIX)] };
}
