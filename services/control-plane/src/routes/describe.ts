import { descriptionOptions, errors } from '@dws/http-description';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { PERSON_HEADER } from '../people/identify.ts';

const TAGS = {
  cases: 'One worker’s handling of one signal, from the signal to the outcome.',
  reviews: 'What waits for a person’s decision.',
  doubts: 'Actions of which nobody knows whether they were performed.',
  escalations: 'Hand-overs between domains.',
  orders: 'Pause, stop what is pending, kill, resume.',
  workers: 'Who is registered, and what they may do.',
  audit: 'The trails of workers, for auditors. Every use is on record.',
  overview: 'Counts, and changes as they happen.',
  description: 'This interface and the topics, described for machines.',
};

/** Answers whoever asks. */
const OPEN = /\/(openapi|asyncapi)\.json$/;

const fromZod = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

/** `z.json()` describes itself by a reference to a place that is not in this document. */
function anyJson(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$ref' in value ? {} : value;
}

/** For `@fastify/swagger`: routes in zod, errors, and who is asking. */
export const DESCRIPTION = descriptionOptions({
  title: 'Digital Worker Stack: control plane',
  description: 'Where people see and steer the platform. The console and `dws` use nothing else.',
  tags: TAGS,
  security: {
    person: {
      type: 'apiKey',
      in: 'header',
      name: PERSON_HEADER,
      description: 'Id of a person of the people file. For development: believed from this machine only.',
    },
  },
  open: (path) => OPEN.test(path),
  always: ({ path, hasInput, hasBody }) => [
    ...(OPEN.test(path) ? [] : ['unauthenticated']),
    ...(hasInput ? ['argument-invalid'] : []),
    ...(hasBody ? ['payload-too-large'] : []),
  ],
  transform: (route) => {
    const { schema, url } = fromZod(route);
    return { schema: JSON.parse(JSON.stringify(schema), anyJson) as typeof schema, url };
  },
});

/** Of a route that reads the event store. */
export const READS_STORE = ['store-unavailable'] as const;

/** Of a route that writes to the event store, if only who did what. */
export const WRITES_STORE = [
  'store-unavailable',
  'store-outcome-unknown',
  'wrong-expected-revision',
] as const;

export { errors };
