import type { OpenSpan, SpanKind, SpanOf, Tracing } from '@dws/ports';

/**
 * Runs work that concerns several traces at once, as batches do, with a span in each of them. Without tracing it is the
 * work alone.
 * @param spans asked only where there is tracing
 */
export async function traced<T>(
  tracing: Tracing | undefined,
  name: string,
  kind: SpanKind,
  spans: () => readonly SpanOf[],
  work: (open: readonly OpenSpan[]) => Promise<T>,
): Promise<T> {
  if (!tracing) return work([]);
  const open = spans().map((span) => tracing.begin(name, kind, span));
  try {
    const result = await work(open);
    for (const span of open) span.end();
    return result;
  } catch (error) {
    for (const span of open) span.end(error);
    throw error;
  }
}
