import { SIGNAL_TYPES } from '@dws/contracts';
import { descriptionOptions, errors, PROBLEM_SCHEMA } from '@dws/http-description';
import { DOMAINS } from '@dws/kernel';
import { cloudEventSchema, exampleValue } from '@dws/topic-description';
import { MAX_EVENTS } from '../read-events.ts';

const text = { type: 'string', minLength: 1, maxLength: 512 };

/** For `@fastify/swagger`. */
export const DESCRIPTION = descriptionOptions({
  title: 'Digital Worker Stack: signal gateway',
  description:
    'The way in for facts: CloudEvents over HTTP. Source and id name a fact: sent twice, it is one signal. ' +
    'All events of a request are taken, or none.',
  tags: {
    signals: 'CloudEvents become signals of their domain.',
    description: 'This interface, for machines.',
  },
  problem: {
    ...PROBLEM_SCHEMA,
    properties: {
      ...PROBLEM_SCHEMA.properties,
      errors: {
        type: 'array',
        items: { $ref: '#/components/schemas/Problem' },
        description: 'Where several events of a batch are wrong: each of them.',
      },
    },
  },
});

const oneOf = Object.keys(SIGNAL_TYPES).map(cloudEventSchema);
const example = {
  specversion: '1.0',
  id: 'usage-17',
  source: 'urn:example:product-analytics',
  type: 'usage.dropped',
  data: exampleValue('usage.dropped'),
};

const accepted = {
  type: 'object',
  description: 'Every event stands durably on its topic.',
  required: ['accepted'],
  properties: {
    accepted: {
      type: 'array',
      description: 'In the order of the request.',
      items: {
        type: 'object',
        required: ['id', 'source', 'topic', 'partition', 'offset'],
        properties: {
          id: text,
          source: text,
          topic: { type: 'string' },
          partition: { type: 'integer', minimum: 0 },
          offset: { type: 'string', pattern: String.raw`^\d+$` },
        },
      },
    },
  },
  examples: [
    {
      accepted: [
        {
          id: example.id,
          source: example.source,
          topic: 'signals.customer-experience.v1',
          partition: 2,
          offset: '41',
        },
      ],
    },
  ],
};

const headers = {
  type: 'object',
  properties: {
    'ce-specversion': {
      type: 'string',
      const: '1.0',
      description: 'Binary mode: these headers are the event, the body its data.',
    },
    'ce-id': text,
    'ce-source': text,
    'ce-type': { type: 'string', enum: Object.keys(SIGNAL_TYPES) },
    'ce-time': { type: 'string', format: 'date-time' },
    traceparent: { type: 'string', description: 'W3C trace context, for events that carry none.' },
  },
};

const schema = {
  tags: ['signals'],
  headers,
  body: {
    content: {
      'application/cloudevents+json': { schema: { oneOf, examples: [example] } },
      'application/cloudevents-batch+json': {
        schema: { type: 'array', items: { oneOf }, minItems: 1, maxItems: MAX_EVENTS, examples: [[example]] },
      },
      'application/json': {
        schema: { type: 'object', description: 'Binary mode: data alone.', examples: [example.data] },
      },
    },
  },
  response: { 202: accepted },
  ...errors(
    'payload-malformed',
    'payload-invalid',
    'signal-type-unknown',
    'signal-wrong-domain',
    'payload-too-large',
    'log-unavailable',
  ),
};

export const EVENTS = {
  ...schema,
  summary: 'Takes one CloudEvent or a batch; each type belongs to a domain.',
};

export const DOMAIN_EVENTS = {
  ...schema,
  summary: 'The same, where every event must belong to this domain.',
  params: {
    type: 'object',
    required: ['domain'],
    properties: { domain: { type: 'string', enum: [...DOMAINS], examples: ['customer-experience'] } },
  },
  ...errors(...schema['x-errors'], 'not-found'),
};

export const OPENAPI = {
  tags: ['description'],
  summary: 'This interface, in OpenAPI 3.1.',
  response: { 200: { type: 'object', additionalProperties: true, examples: [{ openapi: '3.1.0' }] } },
};
