import { DwsError, instantOf, type Clock, type JsonObject } from '@dws/kernel';
import type {
  EffectClass,
  ReadRequest,
  Reversal,
  SystemReader,
  SystemRecord,
  SystemWriter,
  WriteReceipt,
  WriteRequest,
} from '@dws/ports';
import { z } from 'zod';
import { headerOf, jsonOf, type Attempt } from './attempt.ts';
import { exchange } from './exchange.ts';
import { HttpSystem } from './http-system.ts';
import { HttpSystemsManifest } from './manifest.ts';
import { refused } from './refused.ts';
import type { Outgoing } from './send-once.ts';
import { writeHeaders } from './write-headers.ts';

export interface HttpSystemsOptions {
  readonly manifest: HttpSystemsManifest;
  readonly clock: Clock;
  /** Gives the secret of that name. Its value goes into one header and nowhere else. */
  readonly secret?: ((name: string) => string) | undefined;
  /** From 0 to 1, for jitter; `Math.random` by default. */
  readonly random?: (() => number) | undefined;
}

type Answer = Extract<Attempt, { kind: 'answered' }>;

const Fields = z.record(z.string(), z.unknown()).transform((fields) => fields as JsonObject);
const Record = z.object({ id: z.string(), version: z.string(), fields: Fields });
const Records = z.object({ records: z.array(Record) });
const Receipt = z.object({ recordId: z.string(), version: z.string(), answer: z.json() });

/** Business systems over HTTP, in the shape that services/sandbox describes with OpenAPI. */
export class HttpSystems implements SystemReader, SystemWriter {
  readonly #systems: ReadonlyMap<string, HttpSystem>;
  readonly #clock: Clock;
  readonly #secret: (name: string) => string;
  readonly #random: () => number;

  /** @throws ZodError for a malformed manifest. */
  constructor({ manifest, clock, secret, random }: HttpSystemsOptions) {
    const systems = Object.entries(HttpSystemsManifest.parse(manifest));
    this.#systems = new Map(systems.map(([name, system]) => [name, new HttpSystem(system, clock)]));
    this.#clock = clock;
    this.#secret = secret ?? noSecrets;
    this.#random = random ?? Math.random;
  }

  /** @throws DwsError argument-invalid for what the manifest does not declare. */
  effectClass(system: string, operation: string): EffectClass {
    return this.#operation(system, operation).effectClass;
  }

  /** @throws DwsError argument-invalid for what the manifest does not declare. */
  reversal(system: string, operation: string): Reversal | null {
    return this.#operation(system, operation).reversal ?? null;
  }

  async read(request: ReadRequest, deadline: number): Promise<readonly SystemRecord[]> {
    const { system, recordType, by } = request;
    const what = `read ${recordType}`;
    const path = 'id' in by ? `/${recordType}/${encodeURIComponent(by.id)}` : searchPath(recordType, by);
    const answer = await this.#ask(system, what, path, deadline);
    if (answer === null) return [];
    const found =
      'id' in by
        ? understood(Record, answer, system, what, (record) => [record])
        : understood(Records, answer, system, what, ({ records }) => records);
    const readAt = instantOf(this.#clock.now());
    return found.map(({ id, version, fields }) => ({ system, recordType, id, version, readAt, fields }));
  }

  async write(request: WriteRequest, deadline: number): Promise<WriteReceipt> {
    const { system, operation: what } = request;
    const { effectClass, attemptTimeoutMs } = this.#operation(system, what);
    const outgoing: Outgoing = {
      method: 'POST',
      path: `/operations/${what}`,
      headers: { ...this.#credential(system), ...writeHeaders(request, effectClass) },
      body: JSON.stringify(request.arguments),
    };
    const target = this.#system(system);
    const timeout = attemptTimeoutMs ?? target.manifest.attemptTimeoutMs;
    const answer = await exchange(
      target,
      { system, what, effect: effectClass, outgoing, deadline, attemptTimeoutMs: timeout },
      this.#clock,
      this.#random,
    );
    if (answer.status >= 300) throw refused(system, what, answer);
    const receipt = receiptOf(answer);
    if (receipt !== undefined) return receipt;
    throw new DwsError(
      'system-outcome-unknown',
      `${system}: ${what}: it answered ${answer.status} with something that is no receipt`,
      { system, status: answer.status },
    );
  }

  async query(
    system: string,
    operation: string,
    reference: string,
    deadline: number,
  ): Promise<WriteReceipt | null> {
    const effectClass = this.effectClass(system, operation);
    if (effectClass !== 'Q') {
      const message = `${system}/${operation} is class ${effectClass}: it cannot be asked for by reference`;
      throw new DwsError('argument-invalid', message, { system, operation });
    }
    const what = `query ${operation}`;
    const path = `/operations/${operation}/by-reference/${encodeURIComponent(reference)}`;
    const answer = await this.#ask(system, what, path, deadline);
    if (answer === null) return null;
    return understood(Receipt, answer, system, what, (receipt) => ({ ...receipt, replayed: true }));
  }

  /** Ends connections once the requests under way are answered. */
  async close(): Promise<void> {
    await Promise.all([...this.#systems.values()].map((system) => system.close()));
  }

  /** A GET; `null` for 404. */
  async #ask(system: string, what: string, path: string, deadline: number): Promise<Answer | null> {
    const target = this.#system(system);
    const outgoing: Outgoing = { method: 'GET', path, headers: this.#credential(system) };
    const { attemptTimeoutMs } = target.manifest;
    const answer = await exchange(
      target,
      { system, what, effect: 'read', outgoing, deadline, attemptTimeoutMs },
      this.#clock,
      this.#random,
    );
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw refused(system, what, answer);
    return answer;
  }

  #credential(system: string): Record<string, string> {
    const { credential } = this.#system(system).manifest;
    return credential === undefined ? {} : { authorization: `Bearer ${this.#secret(credential)}` };
  }

  #system(system: string): HttpSystem {
    const found = this.#systems.get(system);
    if (found !== undefined) return found;
    const known = [...this.#systems.keys()].join(', ');
    throw new DwsError('argument-invalid', `expected a system of the manifest (${known}), found "${system}"`);
  }

  #operation(system: string, operation: string) {
    const { operations } = this.#system(system).manifest;
    const found = operations[operation];
    if (found !== undefined) return found;
    const known = Object.keys(operations).join(', ') || 'none';
    throw new DwsError(
      'argument-invalid',
      `expected an operation of ${system} (${known}), found "${operation}"`,
    );
  }
}

function searchPath(
  recordType: string,
  by: { match: Readonly<Record<string, string>>; limit: number },
): string {
  return `/${recordType}?${new URLSearchParams({ ...by.match, limit: String(by.limit) }).toString()}`;
}

function receiptOf(answer: Answer): WriteReceipt | undefined {
  const parsed = Receipt.safeParse(jsonOf(answer));
  if (!parsed.success) return undefined;
  return { ...parsed.data, replayed: headerOf(answer, 'idempotency-replayed') === 'true' };
}

/** An answer to a read that does not fit is as good as none: a later one may fit again. */
function understood<Schema extends z.ZodType, T>(
  schema: Schema,
  answer: Answer,
  system: string,
  what: string,
  use: (value: z.output<Schema>) => T,
): T {
  const parsed = schema.safeParse(jsonOf(answer));
  if (parsed.success) return use(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') || '(body)';
  const message = `${system}: ${what}: expected an answer as described, found another shape at ${where}`;
  throw new DwsError('system-unavailable', message, { system, why: 'wrong-schema' });
}

function noSecrets(name: string): string {
  throw new DwsError('config-invalid', `the manifest names the secret "${name}" but no secrets were given`);
}
