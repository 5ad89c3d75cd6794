import { asyncApiOf } from '@dws/topic-description';
import { z } from 'zod';
import type { Server } from './server.ts';

const document = z.looseObject({}).meta({ examples: [{ info: { title: 'Digital Worker Stack' } }] });

/** The two descriptions for machines: of this interface, and of every topic. Under the prefix and at the root alike. */
export function descriptionRoutes(server: Server, all: Server, place = ''): void {
  server.get(
    '/openapi.json',
    {
      schema: {
        tags: ['description'],
        operationId: `get${place}-openapi`,
        summary: 'This interface, in OpenAPI 3.1.',
        response: { 200: document },
      },
    },
    () => ({ ...all.swagger() }),
  );
  server.get(
    '/asyncapi.json',
    {
      schema: {
        tags: ['description'],
        operationId: `get${place}-asyncapi`,
        summary: 'Every topic, in AsyncAPI 3.',
        response: { 200: document },
      },
    },
    () => asyncApiOf(),
  );
}
