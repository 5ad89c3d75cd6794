/** `Problem` of `@dws/http-problems`, as JSON Schema. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457, with a code of docs/errors.md and, where one is to blame, the field.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Names the kind of problem.' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The same as of the answer.' },
    detail: { type: 'string', description: 'What was expected, what was found, and where.' },
    code: { type: 'string', description: 'A code of docs/errors.md, or `internal`.' },
    field: { type: 'string', description: 'What is wrong in the request.' },
    index: { type: 'integer', minimum: 0, description: 'Place of the event in a batch.' },
  },
} as const;
