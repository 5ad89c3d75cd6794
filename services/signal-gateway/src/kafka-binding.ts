import { HEADERS } from '@dws/application';
import { DwsError } from '@dws/kernel';
import type { IncomingMessage } from '@dws/ports';
import type { Received } from './read-events.ts';

const PREFIX = 'ce_';
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * CloudEvents' Kafka binding. A record that says nothing of itself is taken for structured mode: `kcat` and many
 * others publish without headers.
 */
export function kafkaReceived({ headers, value }: IncomingMessage): Received {
  const attributes = Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), text]] : [],
    ),
  );
  const plain = Object.keys(attributes).length === 0;
  const contentType = headers[HEADERS.contentType] ?? '';
  const traceparent = headers[HEADERS.traceparent];
  return {
    contentType: plain && !contentType.startsWith('application/cloudevents') ? STRUCTURED : contentType,
    attributes,
    body: textOf(value),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

const STRUCTURED = 'application/cloudevents+json';

function textOf(value: Uint8Array | null): string {
  if (value === null) throw new DwsError('payload-malformed', 'the record has no value');
  try {
    return decoder.decode(value);
  } catch (error) {
    throw new DwsError('payload-malformed', 'the record is not UTF-8', {}, error);
  }
}
