import {
  PERSON,
  type Answer,
  type Described,
  type DescribedOperation,
  type DescribedServer,
  type Parameter,
  type Request,
} from './described-servers.ts';
import { BodyValidator, valuesOf } from './bad-examples.ts';

export interface Asked {
  readonly asked: number;
  /** Answers that the description does not know: `request: what was found`. */
  readonly strange: readonly string[];
}

/**
 * Asks a running server for everything it describes: as nobody, as somebody with nothing, with every example, and with
 * bodies that are no JSON, empty or wrong. Each answer must be one that is described.
 */
export async function askEverything(server: DescribedServer, document: Described): Promise<Asked> {
  const validator = new BodyValidator(document);
  const strange: string[] = [];
  let asked = 0;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      // A stream without an end cannot be waited for.
      if (operation.responses['200']?.content?.['text/event-stream']) {
        asked += 1;
        continue;
      }
      for (const request of requestsOf(method, path, operation)) {
        const answer = await server.ask(request);
        asked += 1;
        const flaw = flawOf(answer, operation, validator);
        if (flaw !== null) strange.push(`${request.method} ${request.url} ${request.payload ?? ''}: ${flaw}`);
      }
    }
  }
  return { asked, strange };
}

function requestsOf(method: string, path: string, operation: DescribedOperation): readonly Request[] {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(exampleOf(operation, name)),
  );
  const strangeUrl = path.replaceAll(/\{(\w+)\}/g, '%20');
  const verb = method.toUpperCase() as Request['method'];
  const nobody = { host: 'localhost' };
  const somebody = { ...nobody, 'x-dws-person': PERSON };
  const bodies = Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, media]) =>
    [
      ...valuesOf(media).map((value) => JSON.stringify(value)),
      '{',
      '{}',
      '[]',
      '7',
      '"text"',
      'null',
      '',
    ].map((payload) => ({ method: verb, url, headers: { ...somebody, 'content-type': type }, payload })),
  );
  return [
    { method: verb, url, headers: nobody },
    { method: verb, url, headers: somebody },
    { method: verb, url: strangeUrl, headers: somebody },
    {
      method: verb,
      url: `${url}?limit=0&partition=x&phase=%00&standing=maybe&from=yesterday`,
      headers: somebody,
    },
    { method: verb, url: `${url}?source=x&id=y&limit=1`, headers: somebody },
    ...bodies,
    ...bodies
      .slice(0, 1)
      .map((request) => ({ ...request, headers: { ...somebody, 'content-type': 'text/x-strange' } })),
  ];
}

function exampleOf({ parameters = [] }: DescribedOperation, name: string): string {
  const found = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
  const value = found ? firstExample(found) : undefined;
  if (typeof value !== 'string') throw new Error(`expected an example of {${name}}`);
  return value;
}

function firstExample({ example, examples, schema }: Parameter): unknown {
  return example ?? Object.values(examples ?? {})[0]?.value ?? schema.examples?.[0];
}

function flawOf(
  { statusCode, headers, body }: Answer,
  { responses }: DescribedOperation,
  validator: BodyValidator,
): string | null {
  const described = responses[String(statusCode)];
  if (!described) return `${statusCode} is not described: ${body.slice(0, 200)}`;
  if (statusCode === 500) return `it failed: ${body}`;
  const type = String(headers['content-type']);
  const content = Object.entries(described.content ?? {});
  const [, media] = content.find(([name]) => typeOf(name) === typeOf(type)) ?? [];
  if (!media)
    return `${statusCode} comes as ${type}, described are ${content.map(([name]) => name).join(', ')}`;
  if (!/^application\/(.*\+)?json$/.test(typeOf(type))) return null;
  return validator.flawOf(media.schema, JSON.parse(body));
}

function typeOf(contentType: string): string {
  return contentType.split(';')[0] ?? contentType;
}
