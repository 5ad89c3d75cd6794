import { Names, noMetrics, noProbe, servicePorts, silentLog, type ServicePorts } from '@dws/application';
import { controlPlane, developmentIdentities, peopleOf } from '@dws/control-plane';
import { createOperations } from '@dws/event-store';
import { healthServer, prometheusMetrics } from '@dws/host';
import { buildSandbox } from '@dws/sandbox';
import { signalGateway } from '@dws/signal-gateway';
import { createMemoryEventStore, createMemorySchemaCodec, MemoryMessageLog } from '@dws/testing';

/** What there is of a server to hold its description against. */
export interface DescribedServer {
  readonly name: string;
  readonly description: () => Promise<Described>;
  /** Every route that it has, as Fastify lists them: `GET /path`. */
  readonly routes: () => Promise<readonly string[]>;
  readonly ask: (request: Request) => Promise<Answer>;
  readonly close: () => Promise<unknown>;
}

export interface Described {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: object };
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
  readonly security?: readonly object[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly schema: { readonly examples?: readonly unknown[] };
}

export interface Media {
  readonly schema: { readonly examples?: readonly unknown[] };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

interface FastifyLike {
  inject(request: Request): Promise<Answer>;
  ready(): PromiseLike<unknown>;
  printRoutes(options: { commonPrefix: boolean }): string;
  close(): Promise<unknown>;
}

/** Known to the control plane. */
export const PERSON = 'sam';

const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };

/** Every server of the platform that speaks HTTP, as its service builds it. */
export async function describedServers(): Promise<readonly DescribedServer[]> {
  const plane = await controlPlane(ports('control-plane'), {
    host: '127.0.0.1',
    port: 0,
    bodyLimit: 100_000,
    signer: { keyId: 'review', publicKey: '', sign: async () => Promise.resolve('') },
    identify: developmentIdentities(
      peopleOf([{ id: PERSON, name: 'Sam', roles: ['auditor', 'operator'], also: [] }]),
      silentLog,
    ),
    sleep: async () => Promise.resolve(),
    newId: () => '7d1f4a52-8f8c-4c0f-9a55-5a1f1f2f7a10',
    audit: {
      seals: {
        append: async () => Promise.resolve(),
        read: async () => Promise.resolve([]),
        last: async () => Promise.resolve(null),
        streams: async () => Promise.resolve([]),
      },
      keys: async () => Promise.resolve(new Map()),
    },
  });
  const gateway = signalGateway(ports('signal-gateway'), {
    host: '127.0.0.1',
    port: 0,
    bodyLimit: 100_000,
    newTraceparent: () => '',
  });
  const sandbox = await buildSandbox({ clock, seed: 7 });
  const metrics = prometheusMetrics('described');
  return [
    described('control-plane', plane.server),
    described('signal-gateway', gateway.server),
    described('sandbox', { ...bound(sandbox.app), close: async () => sandbox.close() }),
    described('service-health', healthServer({ ready: () => true, awaited: () => [], metrics })),
    described('event-store-health', createOperations(createMemoryEventStore({ clock })).http),
  ];
}

function ports(service: string): ServicePorts {
  return servicePorts(service, {
    store: createMemoryEventStore({ clock }),
    messages: new MemoryMessageLog(clock),
    codec: createMemorySchemaCodec(),
    names: new Names(''),
    clock,
    log: silentLog,
    metrics: noMetrics,
    probe: noProbe,
    instance: 'described',
  });
}

function bound(server: FastifyLike): FastifyLike {
  return {
    inject: async (request) => server.inject(request),
    ready: () => server.ready(),
    printRoutes: (options) => server.printRoutes(options),
    close: async () => server.close(),
  };
}

function described(name: string, server: FastifyLike): DescribedServer {
  return {
    name,
    description: async () => {
      const { body } = await server.inject({ method: 'GET', url: '/openapi.json', headers: {} });
      return JSON.parse(body) as Described;
    },
    ask: async (request) => server.inject(request),
    routes: async () => {
      await server.ready();
      return routesIn(server.printRoutes({ commonPrefix: false }));
    },
    close: async () => server.close(),
  };
}

/** The tree that Fastify prints, four characters a level: `│   ├── cases (GET, HEAD)`. */
export function routesIn(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.splice(depth, above.length, part);
    const path = above.join('');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
}
