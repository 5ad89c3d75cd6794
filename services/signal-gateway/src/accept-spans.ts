import { HEADERS, type ServicePorts } from '@dws/application';
import type { OutgoingMessage, PublishedAt, Tracing } from '@dws/ports';

export interface Accepting {
  readonly messages: readonly OutgoingMessage[];
  end(failure?: unknown): void;
}

/**
 * Begins a span for each signal: the root of its trace, or below the context that its source sent. What follows on the
 * topic goes below that span.
 */
export function beginAccepting(
  messages: readonly OutgoingMessage[],
  tracing: Tracing | undefined,
): Accepting {
  if (!tracing) return { messages, end: () => undefined };
  const spans = messages.map(({ topic, headers }) => {
    const traceparent = headers[HEADERS.traceparent] ?? '';
    const attributes = { 'messaging.destination.name': topic, 'dws.type': headers[HEADERS.type] ?? '' };
    return tracing.begin('accept', 'server', { traceparent, attributes });
  });
  return {
    messages: messages.map((message, index) => ({
      ...message,
      headers: { ...message.headers, [HEADERS.traceparent]: spans[index]?.traceparent ?? '' },
    })),
    end: (failure) => {
      for (const span of spans) span.end(failure);
    },
  };
}

/** @throws DwsError `log-unavailable` */
export async function publish(
  accepting: Accepting,
  ports: Pick<ServicePorts, 'messages'>,
): Promise<readonly PublishedAt[]> {
  try {
    const published = await ports.messages.publish(accepting.messages);
    accepting.end();
    return published;
  } catch (error) {
    accepting.end(error);
    throw error;
  }
}

/** With tracing, a signal that came without a context is the root of its trace and is given none here. */
export function rootOf(tracing: Tracing | undefined, newTraceparent: () => string): () => string {
  return tracing ? () => '' : newTraceparent;
}
