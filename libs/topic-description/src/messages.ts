import { AVRO, JSON_CLOUD_EVENT } from '@dws/application';
import { contractOf, isSignalType, jsonSchemaOf } from '@dws/contracts';
import type { TopicManifest } from '@dws/contracts/topics';
import type { JsonObject } from '@dws/kernel';
import { cloudEventSchema } from './cloud-event-schema.ts';
import { exampleValue } from './example-value.ts';
import {
  BINARY_HEADERS,
  CASE_HEADERS,
  ESCALATION_HEADERS,
  LETTER_HEADERS,
  SIGNAL_HEADERS,
  STRUCTURED_HEADERS,
} from './headers.ts';

const AVRO_FORMAT = 'application/vnd.apache.avro;version=1.9.0';
const BINDING = '0.5.0';

export interface NamedMessage {
  readonly name: string;
  readonly message: JsonObject;
}

/** Messages that a topic carries. One type may come in several forms where others publish it. */
export function messagesOf(manifest: TopicManifest): readonly NamedMessage[] {
  return manifest.types.flatMap((type) =>
    manifest.format === 'avro'
      ? [avroMessage(type, `${type}.avro`, manifest.key, headersOf(type))]
      : [
          structured(type, manifest.key),
          binary(type, manifest.key),
          avroMessage(type, `${type}.registered-avro`, manifest.key, BINARY_HEADERS),
        ],
  );
}

function headersOf(type: string): JsonObject {
  if (isSignalType(type)) return SIGNAL_HEADERS;
  return type === 'escalation-raised' ? ESCALATION_HEADERS : CASE_HEADERS;
}

function avroMessage(type: string, name: string, key: string, headers: JsonObject): NamedMessage {
  const { schema } = contractOf(type);
  const common = base(type, name, key, headers, AVRO, {
    schemaIdLocation: 'payload',
    schemaIdPayloadEncoding: 'confluent',
  });
  const payload = { schemaFormat: AVRO_FORMAT, schema };
  // What stands in an example is the value before Avro: bytes cannot be shown.
  return { name, message: { ...common, payload, 'x-example-value': exampleValue(type) } };
}

function structured(type: string, key: string): NamedMessage {
  const name = `${type}.structured`;
  const payload = cloudEventSchema(type);
  const event = {
    specversion: '1.0',
    id: 'event-1',
    source: 'urn:example:system',
    type,
    data: exampleValue(type),
  };
  const examples = [{ name: 'smallest', payload: event }];
  return {
    name,
    message: { ...base(type, name, key, STRUCTURED_HEADERS, JSON_CLOUD_EVENT), payload, examples },
  };
}

function binary(type: string, key: string): NamedMessage {
  const name = `${type}.binary`;
  const payload = jsonSchemaOf(contractOf(type));
  const headers = { ce_specversion: '1.0', ce_id: 'event-1', ce_source: 'urn:example:system', ce_type: type };
  const examples = [{ name: 'smallest', headers, payload: exampleValue(type) }];
  return {
    name,
    message: { ...base(type, name, key, BINARY_HEADERS, 'application/json'), payload, examples },
  };
}

function base(
  type: string,
  name: string,
  key: string,
  headers: JsonObject,
  contentType: string,
  binding: JsonObject = {},
): JsonObject {
  const doc = (contractOf(type).schema['doc'] as string | undefined) ?? '';
  return {
    name,
    title: type,
    summary: doc,
    contentType,
    headers,
    bindings: {
      kafka: { key: { type: 'string', description: key }, ...binding, bindingVersion: BINDING },
    },
  };
}

/** What a group could not use: any bytes, and why. */
export const DEAD_LETTER: NamedMessage = {
  name: 'dead-letter',
  message: {
    name: 'dead-letter',
    title: 'Dead letter',
    summary:
      'A message that a group could not use: its key, headers and bytes as they were, its origin and the reason.',
    contentType: 'application/octet-stream',
    headers: LETTER_HEADERS,
    payload: { type: 'string', format: 'binary' },
    bindings: { kafka: { key: { type: 'string', description: 'as it was' }, bindingVersion: BINDING } },
  },
};
