/** Aborted by SIGTERM or SIGINT. A second one of the same kind ends the process as if nobody listened. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return stopping.signal;
}
