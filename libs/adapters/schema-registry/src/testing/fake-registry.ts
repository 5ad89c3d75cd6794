import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Version {
  readonly id: number;
  readonly version: number;
  readonly schema: string;
  readonly references: readonly unknown[];
}

/**
 * A registry's HTTP interface in memory, for what a real one does not do on demand: be slow, fail, come back, lose
 * a number. What a registry decides (compatibility) it does not; the specs on a real one see to that.
 */
export class FakeRegistry {
  readonly subjects = new Map<string, Version[]>();
  readonly levels = new Map<string, string>();
  /** Every request, `GET /schemas/ids/7`. */
  readonly asked: string[] = [];
  /** `up` answers, `failing` answers 500, `silent` takes requests and says nothing. */
  mood: 'up' | 'failing' | 'silent' = 'up';
  /** Milliseconds before each answer. */
  delayMs = 0;
  #next: number;
  #server: Server;
  #port = 0;

  /** @param first the first number it gives: two registries give different ones */
  constructor(first = 1) {
    this.#next = first;
    this.#server = this.#make();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/apis/ccompat/v7`;
  }

  /** On the port it had before, where it was started before. */
  async start(): Promise<void> {
    await new Promise<void>((done, failed) =>
      this.#server.once('error', failed).listen(this.#port, '127.0.0.1', () => done()),
    );
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections from now on. */
  async stop(): Promise<void> {
    if (this.#server.listening) {
      const closed = new Promise<void>((done) => this.#server.close(() => done()));
      this.#server.closeAllConnections();
      await closed;
    }
    this.#server = this.#make();
  }

  /** Registers without asking anybody; gives the number. */
  put(subject: string, schema: unknown, references: readonly unknown[] = []): number {
    const text = JSON.stringify(schema);
    const versions = this.subjects.get(subject) ?? [];
    const same = versions.find((version) => version.schema === text);
    if (same) return same.id;
    const id = this.#next++;
    const version = (versions.at(-1)?.version ?? 0) + 1;
    this.subjects.set(subject, [...versions, { id, version, schema: text, references }]);
    return id;
  }

  #make(): Server {
    return createServer((request, response) => {
      const [address = ''] = (request.url ?? '').split('?');
      const path = decodeURIComponent(address.replace('/apis/ccompat/v7', ''));
      this.asked.push(`${request.method ?? ''} ${path}`);
      if (this.mood === 'silent') return;
      void bodyOf(request).then(async (body) => {
        if (this.delayMs > 0) await sleep(this.delayMs);
        const found = this.mood === 'failing' ? null : this.#answer(request.method ?? '', path, body);
        if (this.mood === 'failing') send(response, 500, { error_code: 50001, message: 'broken' });
        else send(response, found === null ? 404 : 200, found ?? { error_code: 40401, message: 'not there' });
      });
    });
  }

  #answer(method: string, path: string, body: Readonly<Record<string, unknown>>): unknown {
    const [, head = '', subject = '', tail = '', last = ''] = path.split('/');
    if (head === 'schemas') return this.#byId(Number(tail));
    if (head === 'config') {
      if (method === 'PUT') this.levels.set(subject, String(body['compatibility']));
      const level = this.levels.get(subject);
      return level === undefined ? null : { compatibilityLevel: level };
    }
    if (method === 'POST')
      return { id: this.put(subject, JSON.parse(String(body['schema'])), (body['references'] ?? []) as []) };
    const versions = this.subjects.get(subject) ?? [];
    const found =
      last === 'latest' ? versions.at(-1) : versions.find(({ version }) => version === Number(last));
    return found ? { subject, ...found } : null;
  }

  #byId(id: number): unknown {
    const found = [...this.subjects.values()].flat().find((version) => version.id === id);
    return found ? { schema: found.schema, references: found.references } : null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
