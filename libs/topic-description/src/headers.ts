import { DEAD_LETTER_HEADERS, HEADERS } from '@dws/application';
import type { JsonObject } from '@dws/kernel';

const text = (description: string, more: JsonObject = {}): JsonObject => ({
  type: 'string',
  description,
  ...more,
});

const MEANINGS: Readonly<Record<string, JsonObject>> = {
  [HEADERS.specversion]: text('CloudEvents.', { const: '1.0' }),
  [HEADERS.id]: text('With the source it names the fact: sent twice, it is one.', { minLength: 1 }),
  [HEADERS.source]: text('URI of who says so.', { minLength: 1 }),
  [HEADERS.type]: text('What the value is: filter on it before decoding.', { minLength: 1 }),
  [HEADERS.time]: text('When it happened, RFC 3339 in UTC.', { format: 'date-time' }),
  [HEADERS.subject]: text('The business entity: the key too.'),
  [HEADERS.contentType]: text('Of the value.'),
  [HEADERS.traceparent]: text('W3C trace context, version 00.', {
    pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
  }),
  [HEADERS.caseId]: text('Case that it belongs to.', { format: 'uuid' }),
  [HEADERS.worker]: text('Worker whose case it is.'),
  [HEADERS.hops]: text('Hand-overs and writes of workers that led here, a whole number.', {
    pattern: '^\\d+$',
  }),
  [HEADERS.revision]: text('Revision of the event in the stream of its case.', { pattern: '^\\d+$' }),
  [HEADERS.causedBy]: text('Worker whose own write caused the signal; it is not woken by it.'),
};

const ATTRIBUTES = [HEADERS.specversion, HEADERS.id, HEADERS.source, HEADERS.type] as const;
const WRITTEN = [...ATTRIBUTES, HEADERS.time, HEADERS.subject, HEADERS.contentType, HEADERS.hops] as const;
const OF_CASE = [HEADERS.caseId, HEADERS.worker] as const;

/** Of what a gateway has admitted. */
export const SIGNAL_HEADERS = headers([...WRITTEN, HEADERS.traceparent], [HEADERS.causedBy]);
/** Of a hand-over. */
export const ESCALATION_HEADERS = headers([...WRITTEN, ...OF_CASE, HEADERS.causedBy], [HEADERS.traceparent]);
/** Of an event of a case. */
export const CASE_HEADERS = headers([...WRITTEN, ...OF_CASE, HEADERS.revision], [HEADERS.traceparent]);
/** Of a CloudEvent in binary mode from somebody else. */
export const BINARY_HEADERS = headers(ATTRIBUTES, [
  HEADERS.time,
  HEADERS.subject,
  HEADERS.contentType,
  HEADERS.traceparent,
]);
/** Of a CloudEvent in structured mode: `kcat` and many others send none. */
export const STRUCTURED_HEADERS = headers([], [HEADERS.contentType, HEADERS.traceparent]);

/** Of a dead letter: its own, and then these. */
export const LETTER_HEADERS: JsonObject = {
  type: 'object',
  properties: {
    [DEAD_LETTER_HEADERS.topic]: text('Topic that it came on.'),
    [DEAD_LETTER_HEADERS.partition]: text('Its partition.', { pattern: '^\\d+$' }),
    [DEAD_LETTER_HEADERS.offset]: text('Its offset.', { pattern: '^\\d+$' }),
    [DEAD_LETTER_HEADERS.group]: text('Group that could not use it.'),
    [DEAD_LETTER_HEADERS.code]: text('A code of docs/errors.md.'),
    [DEAD_LETTER_HEADERS.reason]: text('What was expected, what was found.'),
    [DEAD_LETTER_HEADERS.cutFrom]: text('Length of a value that did not fit: only its beginning is here.', {
      pattern: '^\\d+$',
    }),
  },
  required: [
    DEAD_LETTER_HEADERS.topic,
    DEAD_LETTER_HEADERS.partition,
    DEAD_LETTER_HEADERS.offset,
    DEAD_LETTER_HEADERS.group,
    DEAD_LETTER_HEADERS.code,
    DEAD_LETTER_HEADERS.reason,
  ],
};

function headers(required: readonly string[], optional: readonly string[]): JsonObject {
  const properties = [...required, ...optional].map((name) => [name, MEANINGS[name] ?? text('')] as const);
  return { type: 'object', properties: Object.fromEntries(properties), required: [...required] };
}
