import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_LENGTH, isLocalNumber, schemaIdOf } from '@dws/contracts/avro';
import { DwsError, isDwsError, type Clock } from '@dws/kernel';
import type { RegistryBook } from './registry-book.ts';
import type { RegistryClient } from './registry-client.ts';
import { pool } from './pool.ts';
import type { WholeSchemas } from './whole-schema.ts';

type Trouble = { readonly why: 'absent' | 'unreachable'; readonly until: number };

/** Registries number with 32 bits, signed. */
const LAST_REGISTRY_NUMBER = 2 ** 31 - 1;

interface LookupOptions {
  readonly client: RegistryClient;
  readonly wholes: WholeSchemas;
  readonly book: RegistryBook;
  readonly clock: Clock;
}

/**
 * Asks the registry for numbers that messages name and nobody here has seen. A number that is not there is asked for
 * again a few times (a follower of the registry may lag) and then left alone for a while; a registry that does not
 * answer is left alone for a shorter while, so that one batch waits for it and not each.
 */
export class SchemaLookup {
  readonly #options: LookupOptions;
  readonly #troubles = new Map<number, Trouble>();
  #unreachableUntil = 0;

  constructor(options: LookupOptions) {
    this.#options = options;
  }

  /** @returns whether anything was learned. Never rejects for what the registry does. */
  async learn(messages: readonly Uint8Array[]): Promise<boolean> {
    const unknown = this.#unknownIn(messages);
    if (unknown.length === 0) return false;
    const { client, clock } = this.#options;
    const { prepareMs, concurrency } = client.bounds;
    const deadline = clock.now() + prepareMs;
    const waiting = new AbortController();
    const late = sleep(prepareMs, null, { signal: waiting.signal }).catch(() => null);
    const work = pool(unknown, concurrency, (id) => this.#learnOne(id, deadline));
    const learned = await Promise.race([work, late]);
    waiting.abort();
    if (learned !== null) return learned.includes(true);
    // What is still under way may be there for the next batch; this one does not wait for it.
    work.catch(() => undefined);
    this.#unreachableUntil = clock.now() + client.bounds.unreachableForMs;
    for (const id of this.#unknownIn(messages)) this.#unreachable(id);
    return true;
  }

  /** @throws DwsError `schema-unavailable` for a number that could not be asked for */
  refuseUnreachable(id: number): void {
    if (this.#options.book.knows(id) || this.#troubles.get(id)?.why !== 'unreachable') return;
    const { address } = this.#options.client;
    throw new DwsError(
      'schema-unavailable',
      `expected the registry at ${address} to give schema ${id}, it does not answer`,
      { id, registry: address },
    );
  }

  #unknownIn(messages: readonly Uint8Array[]): readonly number[] {
    const { book, clock } = this.#options;
    const unknown = new Set<number>();
    for (const bytes of messages) {
      // What is no frame is for `decode` to refuse.
      if (bytes.length < FRAME_LENGTH || bytes[0] !== 0) continue;
      const id = schemaIdOf(bytes);
      if (id <= LAST_REGISTRY_NUMBER && !book.knows(id) && !isLocalNumber(id)) unknown.add(id);
    }
    const now = clock.now();
    return [...unknown].filter((id) => {
      const trouble = this.#troubles.get(id);
      return trouble === undefined || trouble.until <= now;
    });
  }

  async #learnOne(id: number, deadline: number): Promise<boolean> {
    const { client, clock } = this.#options;
    const { attempts, backoffMs, absentForMs } = client.bounds;
    for (let failed = 1; ; failed++) {
      if (clock.now() < this.#unreachableUntil) return this.#unreachable(id);
      const answer = await this.#ask(id);
      if (answer === 'learned') return true;
      const pause = backoffMs * 2 ** (failed - 1);
      if (answer === 'foreign' || failed >= attempts || clock.now() + pause > deadline) {
        if (answer === 'unreachable') {
          this.#unreachableUntil = clock.now() + client.bounds.unreachableForMs;
          return this.#unreachable(id);
        }
        return this.#remember(id, { why: 'absent', until: clock.now() + absentForMs });
      }
      await sleep(pause);
    }
  }

  async #ask(id: number): Promise<'learned' | 'foreign' | 'absent' | 'unreachable'> {
    const { client, wholes, book } = this.#options;
    try {
      const registered = await client.schema(id);
      if (registered === null) return 'absent';
      return book.learn(id, await wholes.of(registered)) ? 'learned' : 'foreign';
    } catch (error) {
      // Refused credentials too: this process cannot learn the schema, another one may.
      if (isDwsError(error)) return 'unreachable';
      throw error;
    }
  }

  #unreachable(id: number): false {
    return this.#remember(id, { why: 'unreachable', until: this.#unreachableUntil });
  }

  #remember(id: number, trouble: Trouble): false {
    this.#troubles.delete(id);
    this.#troubles.set(id, trouble);
    const [oldest] = this.#troubles.keys();
    if (this.#troubles.size > this.#options.client.bounds.maxUnknown && oldest !== undefined)
      this.#troubles.delete(oldest);
    return false;
  }
}
