import { STATUS_CODES } from 'node:http';
import type { OpenAPIV3_1 } from 'openapi-types';
import { INTERNAL, type ExplainedError, type ExplainError } from './explain-code.ts';

/** What an operation takes, as far as errors follow from it. */
export interface OperationInput {
  readonly path: string;
  readonly hasInput: boolean;
  readonly hasBody: boolean;
}

export interface Completion {
  readonly explain: ExplainError;
  /** Codes that an operation may answer with whatever it does; `internal` is always one. */
  readonly always: (input: OperationInput) => readonly string[];
  /** Schema of the body of an error. */
  readonly problem: object;
  /** Credentials, by name; an operation needs any one of them. */
  readonly security: Readonly<Record<string, OpenAPIV3_1.SecuritySchemeObject>>;
  /** Paths that answer without credentials. */
  readonly open: (path: string) => boolean;
}

type Document = OpenAPIV3_1.Document;
type Operation = OpenAPIV3_1.OperationObject & { 'x-errors'?: readonly string[] };

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace'] as const;
const PROBLEM_JSON = 'application/problem+json';
/** What @fastify/swagger writes where a route says nothing. */
const NO_DESCRIPTION = 'Default Response';

/** A description as routes give it, with every error, credential and name that follows from them. */
export function completeDescription(document: Document, completion: Completion): Document {
  const { problem, security } = completion;
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [
    path,
    completeItem(path, item ?? {}, completion),
  ]);
  return {
    ...document,
    paths: Object.fromEntries(paths) as OpenAPIV3_1.PathsObject,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problem },
      securitySchemes: { ...document.components?.securitySchemes, ...security },
    },
  };
}

function completeItem(path: string, item: OpenAPIV3_1.PathItemObject, completion: Completion) {
  const operations = METHODS.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, completeOperation(path, method, operation, completion)] as const] : [];
  });
  return { ...item, ...Object.fromEntries(operations) };
}

function completeOperation(
  path: string,
  method: string,
  found: Operation,
  completion: Completion,
): Operation {
  const { 'x-errors': own = [], ...operation } = found;
  const hasBody = operation.requestBody !== undefined;
  const input = { path, hasBody, hasInput: hasBody || (operation.parameters ?? []).length > 0 };
  const codes = new Set([...completion.always(input), ...own, INTERNAL]);
  const isOpen = completion.open(path);
  const security = Object.keys(completion.security).map((name) => ({ [name]: [] }));
  return {
    ...operation,
    operationId: operation.operationId ?? operationId(method, path),
    ...(security.length > 0 ? { security: isOpen ? [] : security } : {}),
    responses: {
      ...(Object.fromEntries(
        Object.entries(operation.responses ?? {}).map(named),
      ) as OpenAPIV3_1.ResponsesObject),
      ...problemResponses([...codes].map(completion.explain)),
    },
  };
}

function named([status, response]: [string, OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject]) {
  if (!('description' in response) || response.description !== NO_DESCRIPTION) return [status, response];
  return [status, { ...response, description: STATUS_CODES[status] ?? status }];
}

function problemResponses(explained: readonly ExplainedError[]): OpenAPIV3_1.ResponsesObject {
  const byStatus = Map.groupBy(explained, ({ status }) => status);
  const responses = [...byStatus].map(([status, problems]) => [
    status,
    {
      description: problems.map(({ code, meaning }) => `\`${code}\`: ${meaning}`).join('\n\n'),
      content: {
        [PROBLEM_JSON]: {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(problems.map(({ code, example }) => [code, { value: example }])),
        },
      },
    },
  ]);
  return Object.fromEntries(responses) as OpenAPIV3_1.ResponsesObject;
}

/** `GET /api/v1/cases/{id}` is `get-cases-id`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/(?:api\/)?v1\//, '/')
    .replaceAll(/[{}]/g, '')
    .split(/[/.]+/)
    .filter(Boolean);
  return [method, ...words].join('-');
}
