import type { FromStore, LoadedCase, ServicePorts } from '@dws/application';
import { parseEvent } from '@dws/contracts';
import { START, type Position } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';
import type { Sleep } from '../runtime/sleep.ts';
import { pendingOf } from '../schedule/stored-wake-up.ts';
import { RelayCheckpoint } from './relay-checkpoint.ts';

export interface RelayOptions {
  readonly ports: ServicePorts;
  readonly bounds: ControlPlaneBounds;
  readonly sleep: Sleep;
}

/** What people and control orders did to cases: nobody who consumes a topic appended it, so nobody publishes it. */
const RELAYED = ['review-decided', 'doubt-settled', 'released'];

/**
 * Publishes what people do, from the store, so that it reaches the topics even when the process dies right after
 * the append. Replicas repeat each other, which consumers cannot tell from a redelivery.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #checkpoint: RelayCheckpoint;
  readonly #abort = new AbortController();
  #position: Position = START;
  #checkpointedAt = 0;
  #unwritten = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#checkpoint = new RelayCheckpoint(options.ports);
  }

  async start(): Promise<void> {
    this.#position = await this.#checkpoint.read();
    this.#running = this.#follow();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
    if (this.#unwritten) await this.#checkpoint.write(this.#position);
  }

  async #follow(): Promise<void> {
    const { ports, bounds, sleep } = this.#options;
    const { signal } = this.#abort;
    const filter = { streamPrefixes: [ports.names.stream('case-')], eventTypes: RELAYED };
    const stopping = (): boolean => signal.aborted;
    while (!stopping()) {
      try {
        const { relayBatch: batchSize } = bounds;
        for await (const batch of ports.store.subscribe({
          after: this.#position,
          filter,
          batchSize,
          signal,
        })) {
          if (batch.events.length > 0) await this.#publish(batch.events);
          this.#position = batch.upTo;
          this.#unwritten ||= batch.events.length > 0;
          if (this.#unwritten) await this.#keep();
        }
      } catch (error) {
        if (stopping()) return;
        ports.log.warn({ err: error }, 'the relay lost store or topics; it goes on from where it was');
        await sleep(bounds.reconnectMs, signal);
      }
    }
  }

  async #publish(events: readonly RecordedEvent[]): Promise<void> {
    const { cases, publisher, metrics, probe } = this.#options.ports;
    const prefix = this.#options.ports.names.caseStream('');
    const ids = [...new Set(events.map(({ stream }) => stream.slice(prefix.length)))];
    const loaded = new Map((await cases.reload(ids)).map((entry) => [entry.stream, entry]));
    const messages = events.flatMap((event) => {
      const entry = loaded.get(event.stream);
      return entry ? messagesOf(event, entry) : [];
    });
    await publisher.fromStore(messages);
    await probe('relay:after-publish');
    metrics.count('dws_relay_published_total', {}, messages.length);
  }

  /** Not after every batch: a checkpoint that is a little behind costs duplicates, one for each costs appends. */
  async #keep(): Promise<void> {
    const now = this.#options.ports.clock.now();
    if (now - this.#checkpointedAt < this.#options.bounds.checkpointMs) return;
    await this.#checkpoint.write(this.#position);
    this.#checkpointedAt = now;
    this.#unwritten = false;
  }
}

function messagesOf({ type, data, revision }: RecordedEvent, loaded: LoadedCase): FromStore[] {
  if (type === 'released') return pendingOf(loaded).map((event) => ({ loaded, event }));
  if (type === 'doubt-settled') {
    const outcome = loaded.events.find((stored) => stored.revision === revision + 1);
    // Nobody performed it just now: whoever performs what comes after it must be told.
    return [...(outcome ? [outcome] : []), ...pendingOf(loaded)].map((event) => ({ loaded, event }));
  }
  const decision = loaded.events.find((stored) => stored.revision === revision);
  if (!decision) return [];
  const { verdict, proposalId } = parseEvent('review-decided', data);
  if (verdict !== 'edit') return [{ loaded, event: decision }];
  // What the person wrote goes to the gate; the decision itself says that the original is done with.
  const edited = loaded.events.find(
    ({ event }) => event.type === 'action-proposal' && event.data.editedFrom === proposalId,
  );
  return [decision, ...(edited ? [edited] : [])].map((event) => ({ loaded, event }));
}
