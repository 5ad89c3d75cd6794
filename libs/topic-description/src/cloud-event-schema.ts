import { jsonSchemaOf, signalContractOf } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';

const MAX_ATTRIBUTE = 512;
const MAX_HOPS = 1_000;

/** A signal as a CloudEvent in structured mode: what the gateway takes over HTTP and on `inbound.*`, as JSON Schema. */
export function cloudEventSchema(type: string): JsonObject {
  const attribute = (description: string): JsonObject => ({
    type: 'string',
    minLength: 1,
    maxLength: MAX_ATTRIBUTE,
    description,
  });
  return {
    type: 'object',
    properties: {
      specversion: { type: 'string', const: '1.0' },
      id: attribute('With the source it names the fact: sent twice, it is one signal.'),
      source: attribute('URI of who says so.'),
      type: { type: 'string', const: type },
      time: {
        type: 'string',
        format: 'date-time',
        description: 'When it happened; now, where it is left out.',
      },
      datacontenttype: { type: 'string' },
      traceparent: { type: 'string', description: 'W3C trace context.' },
      dwscausedby: {
        type: 'string',
        description: 'Worker whose own write caused it: it is not woken by it.',
      },
      dwshops: { type: 'integer', minimum: 0, maximum: MAX_HOPS },
      data: jsonSchemaOf(signalContractOf(type)),
    },
    required: ['specversion', 'id', 'source', 'type', 'data'],
    additionalProperties: true,
  };
}
