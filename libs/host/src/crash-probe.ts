import { CRASH_POINTS, noProbe, type CrashProbe } from '@dws/application';
import { DwsError } from '@dws/kernel';

/**
 * Says on standard output that `point` was reached, then never goes on, so that a test can kill the process
 * exactly there. Every other point passes.
 */
export function crashProbe(point: string): CrashProbe {
  if (point === '') return noProbe;
  if (!CRASH_POINTS.some((known) => known === point)) {
    throw new DwsError(
      'config-invalid',
      `DWS_CRASH_AT: expected one of ${CRASH_POINTS.join(', ')}, found "${point}"`,
    );
  }
  return (reached) => {
    if (reached !== point) return undefined;
    process.stdout.write(`${JSON.stringify({ crashPoint: point })}\n`);
    return new Promise(() => undefined);
  };
}
