import { descriptionOptions } from '@dws/http-description';

const tags = ['health'];
const text = (description: string, example: string) => ({
  description,
  content: { 'text/plain': { schema: { type: 'string', examples: [example] } } },
});

/** For `@fastify/swagger`. */
export const DESCRIPTION = descriptionOptions({
  title: 'Digital Worker Stack: health of the event store',
  description: 'On EVENT_STORE_HTTP_PORT. The store itself speaks gRPC: docs/event-store.md.',
  tags: { health: 'For whoever supervises the process.' },
});

export const LIVES = { tags, summary: 'The process lives.', response: { 200: text('It lives.', 'ok\n') } };

export const READY = {
  tags,
  summary: 'Whether it takes calls and its file answers.',
  response: { 200: text('It takes calls.', 'ready\n'), 503: text('It does not.', 'not ready\n') },
};

export const MEASURED = {
  tags,
  summary: 'Metrics, as Prometheus reads them.',
  response: {
    200: {
      description: 'Text exposition format.',
      content: { 'text/plain; version=0.0.4; charset=utf-8': { schema: { type: 'string' } } },
    },
  },
};

export const DESCRIBED = {
  tags,
  summary: 'This interface, in OpenAPI 3.1.',
  response: { 200: { type: 'object', additionalProperties: true, examples: [{ openapi: '3.1.0' }] } },
};
