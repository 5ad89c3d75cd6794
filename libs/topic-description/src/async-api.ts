import { readTopicManifests, type TopicManifest, type Topics } from '@dws/contracts/topics';
import type { JsonObject } from '@dws/kernel';
import { DEAD_LETTER, messagesOf, type NamedMessage } from './messages.ts';

/** An AsyncAPI 3.0 document. */
export type AsyncApiDocument = JsonObject;

const DAY_MS = 86_400_000;
const BINDING = '0.5.0';
const VERSION = '1.0.0';
const DEAD_LETTERS = 'dead-letters';

/**
 * Every topic of `topics/`, with the schemas of `schemas/` as payloads and each service's part as an operation. Names are
 * those of production; elsewhere `<env>.` stands in front.
 */
export function asyncApiOf(topics: Topics = readTopicManifests()): AsyncApiDocument {
  const { manifests, deadLetters } = topics;
  const carried = new Map(manifests.map((manifest) => [manifest.name, messagesOf(manifest)]));
  const messages = [...carried.values()].flat();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Digital Worker Stack: topics',
      version: VERSION,
      description:
        'Facts come in on `inbound.<domain>.v1` and go out as `escalations.<domain>.v1`; what stands between is the ' +
        'platform at work. Values are Avro in Confluent framing under CloudEvents headers. Schemas of one type stay ' +
        'FULL_TRANSITIVE compatible. Elsewhere than in production each name begins with the environment.',
      license: { name: 'Apache-2.0' },
      tags: [...new Set(manifests.map(({ domain }) => domain))].map((name) => ({ name })),
    },
    defaultContentType: 'application/avro',
    channels: {
      ...Object.fromEntries(
        manifests.map((manifest) => [manifest.name, channel(manifest, carried.get(manifest.name) ?? [])]),
      ),
      [DEAD_LETTERS]: {
        address: '{topic}.{group}.dlq',
        title: 'Dead letters',
        description: deadLetters.description,
        parameters: {
          topic: { description: 'Topic that the message came on.' },
          group: { description: 'Consumer group that could not use it.' },
        },
        messages: { [DEAD_LETTER.name]: reference(DEAD_LETTER) },
        bindings: kafka(deadLetters),
      },
    },
    operations: Object.fromEntries([...manifests.flatMap(operations), ...deadLetterOperations(manifests)]),
    components: {
      messages: Object.fromEntries([...messages, DEAD_LETTER].map(({ name, message }) => [name, message])),
    },
  };
}

function reference({ name }: NamedMessage): JsonObject {
  return { $ref: `#/components/messages/${name}` };
}

function channel(manifest: TopicManifest, messages: readonly NamedMessage[]): JsonObject {
  const { name, description, owner, domain, access } = manifest;
  return {
    address: name,
    title: name,
    description,
    tags: [{ name: domain }],
    messages: Object.fromEntries(messages.map((message) => [message.name, reference(message)])),
    bindings: kafka(manifest, name),
    'x-owner': owner,
    'x-access': access.map(({ principal, may }) => ({ principal, may })),
  };
}

function kafka(
  { partitions, retentionDays, cleanup }: Pick<TopicManifest, 'partitions' | 'retentionDays' | 'cleanup'>,
  topic?: string,
): JsonObject {
  return {
    kafka: {
      ...(topic === undefined ? {} : { topic }),
      partitions,
      topicConfiguration: { 'cleanup.policy': [cleanup], 'retention.ms': retentionDays * DAY_MS },
      bindingVersion: BINDING,
    },
  };
}

function operations({
  name,
  producers,
  consumers,
}: TopicManifest): readonly (readonly [string, JsonObject])[] {
  return [
    ...producers.map((service) => operation(service, 'send', name, 'publishes here')),
    ...consumers.map((service) => operation(service, 'receive', name, 'reads from here')),
  ];
}

function operation(
  service: string,
  action: string,
  topic: string,
  does: string,
): readonly [string, JsonObject] {
  const definition = {
    action,
    channel: { $ref: `#/channels/${topic}` },
    summary: `${service} ${does}.`,
    tags: [{ name: service }],
    'x-service': service,
  };
  return [`${service}.${action}.${topic}`, definition];
}

/** Whoever reads a topic may set something aside. */
function deadLetterOperations(
  manifests: readonly TopicManifest[],
): readonly (readonly [string, JsonObject])[] {
  const services = [...new Set(manifests.flatMap(({ consumers }) => consumers))].toSorted();
  return services.map((service) =>
    operation(service, 'send', DEAD_LETTERS, 'sets aside here what it cannot use'),
  );
}
