import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldProtection } from '@dws/contracts';
import { createAvroCodec, schemaIdOf, type AvroCodec, type SchemaBook } from '@dws/contracts/avro';
import { DwsError, isDwsError, type Clock } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';
import { loadNumbers, numbersSuffice } from './load-numbers.ts';
import type { KnownNumbers, NumberStore } from './number-store.ts';
import { RegistryBook } from './registry-book.ts';
import type { RegistryClient } from './registry-client.ts';
import { SchemaLookup } from './schema-lookup.ts';
import { WholeSchemas } from './whole-schema.ts';

export interface RegistrySchemaCodecOptions {
  readonly client: RegistryClient;
  readonly clock: Clock;
  /** Numbers of the repository, so that what was published without a registry stays readable. */
  readonly local?: SchemaBook;
  /** Where numbers outlive the process. */
  readonly store?: NumberStore;
  readonly protection?: FieldProtection;
  /** Told when the registry does not answer and when it does again; for the log. */
  readonly onNotice?: (notice: string, error?: unknown) => void;
}

/**
 * Schema numbers from a Confluent-compatible registry. The hot path never waits for it: `encode` and `decode` know
 * what they need or fail, and `prepare` asks only for numbers never seen, within `bounds.prepareMs`.
 *
 * `ready` fails with `registry-unavailable` or `schema-unregistered`, both worth trying again. A registry that is
 * down does not stop a process whose numbers are kept in `store`; they are confirmed as soon as it answers.
 * `decode` fails with `schema-unknown` for a number that the registry does not know, with `schema-unavailable` where
 * the registry could not be asked. Both are for the dead-letter topic: the known rest of the partition goes on.
 */
export function createRegistrySchemaCodec(options: RegistrySchemaCodecOptions): SchemaCodec {
  const { client, store, clock, local, protection } = options;
  const notice = options.onNotice ?? (() => undefined);
  const book = new RegistryBook(client.bounds, local);
  const wholes = new WholeSchemas(client);
  const lookup = new SchemaLookup({ client, wholes, book, clock });
  let codec: AvroCodec | undefined;
  let types: KnownNumbers['types'] = [];

  const use = (numbers: KnownNumbers): void => {
    book.take(numbers);
    types = numbers.types;
    // Anew, because it keeps the writers of the numbers it was made with.
    codec = createAvroCodec(book, protection);
  };

  const keep = async (): Promise<void> => {
    try {
      await store?.save({ registry: client.address, types, schemas: book.entries() });
    } catch (error) {
      notice(
        'the numbers of the registry could not be kept; a start without the registry will have to wait',
        error,
      );
    }
  };

  const confirm = async (): Promise<void> => {
    for (;;) {
      await sleep(client.bounds.confirmMs, undefined, { ref: false });
      try {
        use(await loadNumbers(client, wholes));
        notice('the registry answers again; its numbers are confirmed');
        await keep();
        return;
      } catch (error) {
        if (!isDwsError(error)) notice('the registry gave no numbers', error);
      }
    }
  };

  const loaded = (): AvroCodec => {
    if (codec) return codec;
    throw new DwsError('schema-unknown', 'expected ready() before the first message: no number is known yet');
  };

  return {
    async ready() {
      if (codec) return;
      const kept = (await store?.load()) ?? null;
      try {
        // Older versions, learned from messages before, stay readable without asking again.
        if (kept?.registry === client.address) book.take(kept);
        use(await loadNumbers(client, wholes));
      } catch (error) {
        if (!isDwsError(error, 'registry-unavailable') || !numbersSuffice(kept, client)) throw error;
        notice('the registry does not answer; going on with the numbers it gave before', error);
        use(kept);
        void confirm();
        return;
      }
      await keep();
    },
    async prepare(messages) {
      loaded();
      if (await lookup.learn(messages)) await keep();
    },
    encode: (type, value) => loaded().encode(type, value),
    decode(bytes) {
      const known = loaded();
      lookup.refuseUnreachable(schemaIdOf(bytes));
      return known.decode(bytes);
    },
  };
}
