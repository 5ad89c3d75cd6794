import type { Log } from '@dws/application';

/** kafkajs computes waits from clocks of its own and hands Node a negative one now and then; Node takes 1 ms. */
const KNOWN: ReadonlySet<string> = new Set(['TimeoutNegativeWarning']);

/** For programs that people read: Node prints its warnings as always, but for those that say nothing. */
export function hideKnownWarnings(): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (!KNOWN.has(warning.name)) for (const print of printers) print(warning);
  });
}

/** Node's warnings go to the log, as one JSON line each, instead of as text to standard error. */
export function logWarnings(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (!KNOWN.has(warning.name)) log.warn({ err: warning }, 'Node warns');
  });
}
