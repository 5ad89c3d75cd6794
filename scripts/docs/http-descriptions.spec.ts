import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import swagger from '@fastify/swagger';
import fastify from 'fastify';
import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describedServers,
  routesIn,
  type Described,
  type DescribedOperation,
  type DescribedServer,
} from './testing/described-servers.ts';
import { askEverything } from './testing/ask-everything.ts';
import { badExamples } from './testing/bad-examples.ts';
import { httpPage } from './http-page.ts';

const NAMES = ['control-plane', 'signal-gateway', 'sandbox', 'service-health', 'event-store-health'] as const;
const API = new URL('../../docs/api/', import.meta.url).pathname;

let servers: ReadonlyMap<string, DescribedServer>;
const documents = new Map<string, Described>();

beforeAll(async () => {
  servers = new Map((await describedServers()).map((server) => [server.name, server]));
  for (const [name, server] of servers) documents.set(name, await server.description());
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
});

function documentOf(name: string): Described {
  const document = documents.get(name);
  if (!document) throw new Error(`there is no server ${name}`);
  return document;
}

function operationsOf(name: string): readonly (readonly [string, DescribedOperation])[] {
  return Object.entries(documentOf(name).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );
}

describe.each(NAMES)('the description of %s', (name) => {
  it('has every route of the running server, and no other', async () => {
    const routes = await servers.get(name)?.routes();
    expect(routes?.length).toBeGreaterThan(2);
    expect(
      operationsOf(name)
        .map(([operation]) => operation)
        .toSorted(),
    ).toEqual(routes?.toSorted());
  });

  it('passes the linter', async () => {
    const linter = new spectral.Spectral();
    // What it is for stands in the summary, and nobody is named in person.
    const rules = { 'info-contact': 'off', 'operation-description': 'off' } as const;
    linter.setRuleset({ extends: [[rulesets.oas as spectral.RulesetDefinition, 'recommended']], rules });
    const found = await linter.run(JSON.stringify(documentOf(name)));
    expect(found.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)).toEqual([]);
  });

  it('says of every operation what it does, what it answers and how it refuses', () => {
    for (const [operation, { summary, responses, security }] of operationsOf(name)) {
      const statuses = Object.keys(responses);
      expect([operation, summary?.length ?? 0]).not.toEqual([operation, 0]);
      expect([operation, statuses.some((status) => status.startsWith('2'))]).toEqual([operation, true]);
      for (const [status, { content }] of Object.entries(responses)) {
        const types = Object.keys(content ?? {});
        expect([operation, status, types.length]).not.toEqual([operation, status, 0]);
        if (Number(status) >= 400 && status !== '503')
          expect([operation, status, types]).toEqual([operation, status, ['application/problem+json']]);
      }
      expect([operation, statuses.includes('500')]).toEqual([operation, true]);
      if (statuses.includes('401')) expect([operation, security?.length]).not.toEqual([operation, 0]);
    }
  });

  it('shows examples of every body that is sent, and all of its examples are valid', () => {
    for (const [operation, { requestBody }] of operationsOf(name))
      for (const [type, { example, examples, schema }] of Object.entries(requestBody?.content ?? {}))
        expect([operation, type, example ?? examples ?? schema.examples]).not.toEqual([
          operation,
          type,
          undefined,
        ]);
    expect(badExamples(documentOf(name))).toEqual([]);
  });

  it('is what the running server does: status, type and body of every answer', async () => {
    const server = servers.get(name);
    if (!server) throw new Error(`there is no server ${name}`);
    const { asked, strange } = await askEverything(server, documentOf(name));
    expect(strange).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(operationsOf(name).length);
  });

  it('is the one in docs/api', async () => {
    const text = `${JSON.stringify(documentOf(name), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`${API}${name}.openapi.json`);
  });
});

it('docs/http.md is written from the descriptions', async () => {
  const page = await format(httpPage(documents), { parser: 'markdown', printWidth: 120 });
  await expect(page).toMatchFileSnapshot(new URL('../../docs/http.md', import.meta.url).pathname);
});

it('a route that hides is noticed', async () => {
  const server = fastify();
  await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'x', version: '1' } } });
  server.get('/seen/:id', { schema: {} }, () => '');
  server.get('/hidden', { schema: { hide: true } }, () => '');
  await server.ready();
  expect(routesIn(server.printRoutes({ commonPrefix: false }))).toEqual(['GET /seen/{id}', 'GET /hidden']);
  expect(Object.keys(server.swagger().paths ?? {})).toEqual(['/seen/{id}']);
});
