import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { OpenAPIV3_1 } from 'openapi-types';
import { completeDescription, type Completion } from './complete-description.ts';
import { explainCode } from './explain-code.ts';
import { PROBLEM_SCHEMA } from './problem-schema.ts';

export interface ServerDescription extends Partial<Completion> {
  readonly title: string;
  readonly description: string;
  /** What the routes are grouped by, with a sentence each. */
  readonly tags: Readonly<Record<string, string>>;
  /** Turns the routes' schemas into JSON Schema, where they are something else. */
  readonly transform?: FastifyDynamicSwaggerOptions['transform'];
}

/** Version of the interfaces: the paths carry it too. */
const VERSION = '1.0.0';

/**
 * Options of `@fastify/swagger` by which a server describes itself in OpenAPI 3.1 from the schemas of its routes, with
 * every error and credential. To be registered before any route.
 */
export function descriptionOptions(described: ServerDescription): FastifyDynamicSwaggerOptions {
  const { title, description, tags, transform } = described;
  const completion: Completion = {
    explain: described.explain ?? explainCode,
    always: described.always ?? (() => []),
    problem: described.problem ?? PROBLEM_SCHEMA,
    security: described.security ?? {},
    open: described.open ?? (() => false),
  };
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        description,
        version: VERSION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    },
    ...(transform ? { transform } : {}),
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('expected OpenAPI, found Swagger 2');
      return completeDescription(document.openapiObject as OpenAPIV3_1.Document, completion);
    },
  };
}
