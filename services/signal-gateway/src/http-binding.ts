import { DwsError } from '@dws/kernel';
import type { IncomingHttpHeaders } from 'node:http';
import type { Received } from './read-events.ts';

const PREFIX = 'ce-';

/** CloudEvents' HTTP binding. @throws DwsError `payload-invalid` for a header that is not percent-encoded UTF-8 */
export function httpReceived(headers: IncomingHttpHeaders, body: unknown): Received {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(PREFIX)) attributes[name.slice(PREFIX.length)] = decoded(name, String(value));
  }
  const { traceparent } = headers;
  return {
    contentType: headers['content-type'] ?? '',
    attributes,
    body: typeof body === 'string' ? body : '',
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  };
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    const field = name.slice(PREFIX.length);
    throw new DwsError('payload-invalid', `${name}: expected percent-encoded UTF-8`, { field }, error);
  }
}
