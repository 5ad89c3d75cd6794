import { DwsError } from '@dws/kernel';
import { HTTP, ValidationError, type CloudEventV1 } from 'cloudevents';
import type { IncomingHttpHeaders } from 'node:http';
import type { ArrivedEvent } from './admit.ts';

/** Most events in one batch. */
export const MAX_EVENTS = 1_000;

/**
 * The CloudEvents of a request in binary, structured or batched mode.
 * @throws DwsError `payload-malformed` (no CloudEvents, or no JSON), `payload-invalid` (an attribute is missing)
 */
export function readEvents(headers: IncomingHttpHeaders, body: unknown): readonly ArrivedEvent[] {
  const message = { headers: headers as Record<string, string>, body };
  if (!isCloudEvents(headers)) {
    throw new DwsError(
      'payload-malformed',
      'expected application/cloudevents+json, application/cloudevents-batch+json or ce- headers with application/json',
    );
  }
  try {
    const found = HTTP.toEvent<unknown>(message);
    const events = Array.isArray(found) ? found : [found];
    if (events.length === 0 || events.length > MAX_EVENTS) {
      throw new DwsError('payload-invalid', `expected 1 to ${MAX_EVENTS} events, found ${events.length}`, {
        field: '',
      });
    }
    return events.map((event, index) => checked(event, index));
  } catch (error) {
    if (error instanceof ValidationError) throw envelopeError(error);
    if (error instanceof SyntaxError)
      throw new DwsError('payload-malformed', `the body is not JSON: ${error.message}`, {}, error);
    throw error;
  }
}

function isCloudEvents(headers: IncomingHttpHeaders): boolean {
  return (
    (headers['content-type'] ?? '').startsWith('application/cloudevents') || headers['ce-id'] !== undefined
  );
}

/** A batch is read without validation by the library: each of its events is checked here. */
function checked(
  event: Pick<CloudEventV1<unknown>, 'id' | 'source' | 'type' | 'specversion'>,
  index: number,
): ArrivedEvent {
  for (const attribute of ['id', 'source', 'type', 'specversion'] as const) {
    const value: unknown = event[attribute];
    if (typeof value !== 'string' || value === '') {
      throw new DwsError('payload-invalid', `event ${index}: ${attribute} is missing`, {
        field: attribute,
        index,
      });
    }
  }
  if (event.specversion !== '1.0') {
    throw new DwsError('payload-invalid', `event ${index}: specversion must be 1.0`, {
      field: 'specversion',
      index,
    });
  }
  return event;
}

function envelopeError(error: ValidationError): DwsError {
  const [first] = error.errors ?? [];
  const path =
    typeof first === 'object'
      ? (first.instancePath || String(first.params['missingProperty'] ?? '')).replace(/^\//, '')
      : '';
  const message = typeof first === 'object' ? `${path} ${first.message ?? ''}` : (first ?? error.message);
  return new DwsError('payload-invalid', `CloudEvents envelope: ${message.trim()}`, { field: path }, error);
}
