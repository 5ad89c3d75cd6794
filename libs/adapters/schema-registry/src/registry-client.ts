import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { DwsError, type JsonObject } from '@dws/kernel';
import { z } from 'zod';
import { REGISTRY_BOUNDS, type RegistryBounds } from './bounds.ts';
import { patiently, type Attempt } from './patiently.ts';
import type { RegisteredSchema, RegisteredVersion, SchemaReference } from './registered-schema.ts';

export interface RegistryClientOptions {
  /** With user and password before the host where the registry asks for them. */
  readonly url: string;
  readonly bounds?: Partial<RegistryBounds> | undefined;
}

/** `register` of the library asks for the subject's level and its references before and may set the level after. */
const REQUESTS_TO_REGISTER = 10;

/** What an answer must hold. Registries add more; what is not read here is not relied on. */
const referenceShape = z.object({ name: z.string(), subject: z.string(), version: z.number().int() });
const schemaShape = z.object({ schema: z.string(), references: z.array(referenceShape).nullish() });
const versionShape = schemaShape.extend({
  id: z.number().int(),
  subject: z.string(),
  version: z.number().int(),
});
const levelShape = z.object({ compatibilityLevel: z.string() });

/**
 * A Confluent-compatible registry. Every call is bounded in time and attempts.
 * Errors: `registry-unavailable`, `schema-refused`, `unauthenticated`, `not-permitted`.
 */
export class RegistryClient {
  /** Without credentials, for messages and files. */
  readonly address: string;
  readonly bounds: RegistryBounds;
  readonly #registry: SchemaRegistry;

  constructor({ url, bounds }: RegistryClientOptions) {
    const parsed = parse(url);
    this.address = parsed.address;
    this.bounds = { ...REGISTRY_BOUNDS, ...bounds };
    const sockets = { keepAlive: true, maxSockets: this.bounds.concurrency };
    const agent = url.startsWith('https:') ? new HttpsAgent(sockets) : new HttpAgent(sockets);
    const timeout = this.bounds.requestMs;
    this.#registry = new SchemaRegistry({
      host: parsed.address,
      agent,
      // Attempts are counted here, where a refusal is told from silence.
      retry: { retries: 0 },
      ...(parsed.auth ? { auth: parsed.auth } : {}),
      middlewares: [() => ({ prepareRequest: async (next) => (await next()).enhance({ timeout }) })],
    });
  }

  /** The newest version of a subject; null where the registry has none. */
  async latest(subject: string): Promise<RegisteredVersion | null> {
    const found = await this.#ask(() => this.#api.Subject.latestVersion({ subject }));
    return found === null ? null : versionOf(found);
  }

  /** Null where there is no such version, which is so for deleted ones. */
  async version(subject: string, version: number): Promise<RegisteredVersion | null> {
    const found = await this.#ask(() => this.#api.Subject.version({ subject, version }));
    return found === null ? null : versionOf(found);
  }

  /** The schema behind a number; null where the registry has none. One attempt: its caller knows when to stop. */
  async schema(id: number): Promise<RegisteredSchema | null> {
    const found = await this.#once(() => this.#api.Schema.find({ id }));
    return found === null ? null : { id, ...schemaOf(schemaShape.parse(found)) };
  }

  /** Compatibility that the registry holds a subject to; null where it says nothing of this one. */
  async compatibility(subject: string): Promise<string | null> {
    const found = await this.#ask(() => this.#api.Subject.config({ subject }));
    return found === null ? null : levelShape.parse(found).compatibilityLevel.toUpperCase();
  }

  async setCompatibility(subject: string, compatibility: string): Promise<void> {
    await this.#ask(() => this.#api.Subject.updateConfig({ subject, body: { compatibility } }));
  }

  /** Registers a version; one that is there already keeps its number. The subject is FULL_TRANSITIVE afterwards. */
  async register(
    subject: string,
    schema: JsonObject,
    references: readonly SchemaReference[],
  ): Promise<number> {
    const body = {
      type: SchemaType.AVRO,
      schema: JSON.stringify(schema),
      references: references.map((reference) => ({ ...reference })),
    } as const;
    const compatibility = COMPATIBILITY.FULL_TRANSITIVE;
    // Several requests in one: config, the schemas it refers to, the schema, config again.
    const milliseconds = this.bounds.requestMs * REQUESTS_TO_REGISTER;
    return this.#patiently(async () => {
      const { id } = await within(this.#registry.register(body, { subject, compatibility }), milliseconds);
      return id;
    });
  }

  /** The library's own requests: its methods above them give compiled types and drop our marks on fields. */
  get #api(): Requests {
    const requests: unknown = this.#registry['api'];
    return requests as Requests;
  }

  #ask(send: () => Promise<Answer>): Promise<unknown> {
    return patiently(() => this.#once(send), this.bounds);
  }

  #patiently<T>(attempt: Attempt<T>): Promise<T> {
    return patiently(() => this.#translated(attempt), this.bounds);
  }

  /** What the registry answered; null for 404. */
  async #once(send: () => Promise<Answer>): Promise<unknown> {
    return this.#translated(async () => {
      try {
        return (await within(send(), this.bounds.requestMs)).data();
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    });
  }

  async #translated<T>(attempt: Attempt<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      throw this.#problem(error);
    }
  }

  #problem(error: unknown): unknown {
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return this.#unavailable(`an answer that is none of a registry: ${String(error)}`, error);
    if (error instanceof OutOfTime) return this.#unavailable(error.message, error);
    if (statusOf(error) === undefined) return error;
    const why = error instanceof Error ? error.message : String(error);
    const details = { registry: this.address };
    switch (statusOf(error)) {
      case 401:
        return new DwsError('unauthenticated', `the registry ${this.address}: ${why}`, details, error);
      case 403:
        return new DwsError('not-permitted', `the registry ${this.address}: ${why}`, details, error);
      // Only of a registration that names a schema which is not there: asking for one gives null.
      case 404:
      case 409:
      case 422:
        return new DwsError('schema-refused', `the registry ${this.address}: ${why}`, details, error);
      default:
        // The library tells a lost connection as status 400.
        return this.#unavailable(why, error);
    }
  }

  #unavailable(found: string, error: unknown): DwsError {
    return new DwsError(
      'registry-unavailable',
      `expected the schema registry at ${this.address} to answer, found: ${found}`,
      { registry: this.address },
      error,
    );
  }
}

/** The part of the library's request table that is used; its own types are `any` here. */
interface Requests {
  readonly Schema: { find(query: { id: number }): Promise<Answer> };
  readonly Subject: {
    latestVersion(query: { subject: string }): Promise<Answer>;
    version(query: { subject: string; version: number }): Promise<Answer>;
    config(query: { subject: string }): Promise<Answer>;
    updateConfig(query: { subject: string; body: { compatibility: string } }): Promise<Answer>;
  };
}

class OutOfTime extends Error {}

/** The library's own timeout counts silence; a registry that sends a byte now and then must end too. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: waiting.signal }).then(() => {
    throw new OutOfTime(`no answer in ${milliseconds} ms`);
  });
  // Nobody else listens where the work was faster.
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
}

interface Answer {
  data(): unknown;
}

function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function versionOf(found: unknown): RegisteredVersion {
  const { id, subject, version, ...rest } = versionShape.parse(found);
  return { id, subject, version, ...schemaOf(rest) };
}

function schemaOf({ schema, references }: z.infer<typeof schemaShape>): Omit<RegisteredSchema, 'id'> {
  return { schema: JSON.parse(schema) as JsonObject, references: references ?? [] };
}

function parse(url: string): { address: string; auth?: { username: string; password: string } } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (error) {
    throw new DwsError('config-invalid', 'SCHEMA_REGISTRY_URL: expected http(s)://host:port/path', {}, error);
  }
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  const address = parsed.href.replace(/\/+$/, '');
  if (!/^https?:/.test(address))
    throw new DwsError('config-invalid', `SCHEMA_REGISTRY_URL: expected http or https, found ${address}`);
  if (username === '') return { address };
  return {
    address,
    auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}
