/** Every trail's stream begins so, and no other stream does. */
export const TRAIL_PREFIX = 'worker-';

/** Stream of a worker's audit trail. */
export function trailOf(worker: string): string {
  return TRAIL_PREFIX + worker;
}

/** Worker of a trail's stream; `null` for any other stream. */
export function workerOfTrail(stream: string): string | null {
  return stream.startsWith(TRAIL_PREFIX) ? stream.slice(TRAIL_PREFIX.length) : null;
}
