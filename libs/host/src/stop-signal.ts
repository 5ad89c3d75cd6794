/**
 * Aborted by SIGTERM or SIGINT, and when a launcher that started this process with a channel is gone: no service
 * outlives it unseen. A second signal of the same kind ends the process as if nobody listened.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  return stopping.signal;
}
