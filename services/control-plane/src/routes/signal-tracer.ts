import { decodeBatch, HEADERS, instantOf, whyNot, type Decoded, type ServicePorts } from '@dws/application';
import { parseEvent, type SignalAccepted } from '@dws/contracts';
import { caseIdOf, DwsError, isDwsError, type JsonObject } from '@dws/kernel';
import type { IncomingMessage } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';
import type { RegistryFold } from '../projection/registry-fold.ts';

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** What one worker made of a signal. */
export interface TracedWorker {
  readonly worker: string;
  readonly caseId: string;
  readonly exists: boolean;
  /** Why there is no case. */
  readonly why: string | null;
}

export interface Trace {
  readonly source: string;
  readonly id: string;
  readonly type: string | null;
  /** Empty where it is not known. */
  readonly subject: string;
  /** Null where no topic holds it any more, or nobody knows where it was. */
  readonly message: (Place & { readonly publishedAt: string }) | null;
  readonly workers: readonly TracedWorker[];
}

const decoder = new TextDecoder();

/** Finds what registered workers made of a signal, by its place on a topic or by its identity. */
export class SignalTracer {
  readonly #ports: ServicePorts;
  readonly #registry: RegistryFold;

  constructor(ports: ServicePorts, registry: RegistryFold) {
    this.#ports = ports;
    this.#registry = registry;
  }

  /** @throws DwsError `not-found`, `topic-unknown`, `payload-malformed` */
  async byPlace(place: Place): Promise<Trace> {
    const message = await this.#peek(place);
    if (!message) {
      const { topic, partition, offset } = place;
      throw new DwsError('not-found', `there is no message at ${topic} ${partition}@${offset}`);
    }
    const { source, id } = identityOf(message);
    return this.#trace(source, id, message);
  }

  /** By source and id alone: the message is found through any case that it led to. */
  async byIdentity(source: string, id: string): Promise<Trace> {
    const accepted = await this.#accepted(source, id);
    const first = accepted.find((signal) => signal !== null);
    const message = first ? await this.#peek(first).catch(whenGone) : undefined;
    return this.#trace(source, id, message, first ?? undefined);
  }

  async #trace(
    source: string,
    id: string,
    message?: IncomingMessage,
    known?: SignalAccepted,
  ): Promise<Trace> {
    const accepted = await this.#accepted(source, id);
    const decoded = message ? await this.#decode(message) : undefined;
    const found = known ?? accepted.find((signal) => signal !== null);
    return {
      source,
      id,
      type: decoded?.type ?? found?.signalType ?? message?.headers[HEADERS.type] ?? null,
      subject: found?.subject ?? message?.headers[HEADERS.subject] ?? message?.key ?? '',
      message: message ? placeOf(message) : null,
      workers: this.#registry.all().map(({ manifest }, index): TracedWorker => {
        const { id: worker } = manifest;
        const exists = accepted[index] !== null;
        const why = exists ? null : this.#reason(decoded, manifest);
        return { worker, caseId: caseIdOf(worker, source, id), exists, why };
      }),
    };
  }

  /** First event of each registered worker's case, in their order; null where it has none. */
  async #accepted(source: string, id: string): Promise<readonly (SignalAccepted | null)[]> {
    const { store, names } = this.#ports;
    const reads = this.#registry.all().map(async ({ manifest }) => {
      const stream = names.caseStream(caseIdOf(manifest.id, source, id));
      const [first] = await store.read(stream, { limit: 1 });
      return first?.type === 'signal-accepted' ? parseEvent(first.type, first.data) : null;
    });
    return Promise.all(reads);
  }

  async #peek({ topic, partition, offset }: Place): Promise<IncomingMessage | undefined> {
    const [message] = await this.#ports.messages.peek(topic, partition, offset, 1);
    // Where it has expired, a log gives the next that it still holds.
    return message?.offset === offset ? message : undefined;
  }

  async #decode(message: IncomingMessage): Promise<Decoded | undefined> {
    const { decoded } = await decodeBatch([message], () => true, this.#ports.codec);
    return decoded[0];
  }

  #reason(decoded: Decoded | undefined, manifest: WorkerManifest): string {
    const { names } = this.#ports;
    if (!decoded) return `no case of ${manifest.id} has this source and id, and its message cannot be read`;
    const topics = ['signals' as const, 'escalations' as const].map((kind) =>
      names.topic(kind, manifest.domain),
    );
    const { topic } = decoded.message;
    if (!topics.includes(topic)) return `${manifest.id} reads ${topics.join(' and ')}, not ${topic}`;
    return whyNot(decoded, manifest) ?? `${manifest.id} has not taken it up yet, or has set it aside`;
  }
}

function placeOf({ topic, partition, offset, timestamp }: IncomingMessage) {
  return { topic, partition, offset, publishedAt: instantOf(timestamp) };
}

/** A topic may have been removed since; the case says enough. */
function whenGone(error: unknown): undefined {
  if (!isDwsError(error, 'topic-unknown')) throw error;
}

/** From its headers, or from a CloudEvent in structured mode, as any Kafka client may publish on `inbound.*`. */
function identityOf({ headers, value, topic, partition, offset }: IncomingMessage): {
  source: string;
  id: string;
} {
  const inside = value ? parsed(value) : null;
  const source = headers[HEADERS.source] ?? inside?.['source'];
  const id = headers[HEADERS.id] ?? inside?.['id'];
  if (typeof source === 'string' && typeof id === 'string') return { source, id };
  throw new DwsError('payload-malformed', `${topic} ${partition}@${offset} is no CloudEvent`);
}

function parsed(value: Uint8Array): JsonObject | null {
  try {
    const body: unknown = JSON.parse(decoder.decode(value));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : null;
  } catch {
    // Not JSON: Avro without headers names nobody.
    return null;
  }
}
