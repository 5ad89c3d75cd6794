import type { MessageLog, OutgoingMessage, SchemaCodec } from '@dws/ports';
import type { LoadedCase, StoredCaseEvent } from '../case/loaded-case.ts';
import type { Names } from '../runtime/names.ts';
import { AVRO, HEADERS } from './headers.ts';
import { topicOf } from './route.ts';

export interface FromStore {
  readonly loaded: LoadedCase;
  readonly event: StoredCaseEvent;
}

/**
 * Publishes events that stand in the store. The one function for it: after an append, on redelivery and by the
 * relay the same event gives the same message, so that a consumer can never tell, nor need to know, which it was.
 */
export class Publisher {
  readonly #log: MessageLog;
  readonly #codec: SchemaCodec;
  readonly #names: Names;

  constructor(log: MessageLog, codec: SchemaCodec, names: Names) {
    this.#log = log;
    this.#codec = codec;
    this.#names = names;
  }

  /** Resolves when every message is durable. Events that no topic carries are passed over. */
  async fromStore(entries: readonly FromStore[]): Promise<void> {
    const messages = entries.flatMap((entry) => this.messageOf(entry) ?? []);
    if (messages.length > 0) await this.#log.publish(messages);
  }

  messageOf({ loaded, event: stored }: FromStore): OutgoingMessage | null {
    const { state } = loaded;
    if (state.phase === 'none') return null;
    const topic = topicOf(stored.event, state, this.#names);
    if (topic === null) return null;
    const { type, data } = stored.event;
    const { worker, subject, hops } = state.signal;
    return {
      topic,
      key: subject,
      headers: {
        [HEADERS.specversion]: '1.0',
        [HEADERS.id]: stored.id,
        [HEADERS.source]: `urn:dws:${loaded.stream}`,
        [HEADERS.type]: type,
        [HEADERS.time]: stored.metadata.at,
        [HEADERS.subject]: subject,
        [HEADERS.contentType]: AVRO,
        [HEADERS.caseId]: loaded.caseId,
        [HEADERS.worker]: worker,
        [HEADERS.hops]: String(hops),
        [HEADERS.revision]: String(stored.revision),
        ...(stored.metadata.traceparent ? { [HEADERS.traceparent]: stored.metadata.traceparent } : {}),
      },
      value: this.#codec.encode(type, data),
    };
  }
}
