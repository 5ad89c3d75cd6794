import { TRAIL_PREFIX, trailOf, type Routing } from '@dws/audit';
import type { Position } from '@dws/kernel';
import { appendCopies, type Backoff } from './append-copies.ts';
import type { AuditRecorderOptions } from './audit-recorder.ts';
import { copyBatch, routeBatch, type Routed } from './copy-batch.ts';
import { recordedStreams } from './recorded-streams.ts';
import { resumePoint } from './resume-point.ts';
import type { RecorderSettings } from './settings.ts';
import { routingAt } from './source-routing.ts';
import { TrailSealer } from './trail-sealer.ts';
import { Trails } from './trails.ts';

export interface TenureOptions extends Omit<AuditRecorderOptions, 'settings'> {
  readonly settings: RecorderSettings;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** Told whenever everything up to a position is recorded. */
  readonly onRecorded: (upTo: Position) => void;
}

/**
 * One time of being the active recorder: from finding where the trails end until another recorder is faster or
 * the signal aborts. Everything it knows it has read from the store, so a tenure that fails is simply followed
 * by another.
 */
export class Tenure {
  readonly #options: TenureOptions;
  readonly #trails: Trails;
  readonly #sealer: TrailSealer;

  constructor(options: TenureOptions) {
    this.#options = options;
    this.#trails = new Trails(options.store);
    this.#sealer = new TrailSealer(options);
  }

  async hold(): Promise<'fenced' | 'stopped'> {
    const { store, names, signal, log, onRecorded } = this.#options;
    const after = await resumePoint(store, names);
    const routing = await routingAt(store, names, after);
    await this.#open(await this.#knownTrails(routing));
    onRecorded(after);

    const over = new AbortController();
    const sealing = this.#sealWhenDue(AbortSignal.any([signal, over.signal]));
    try {
      return await this.#follow(after, routing);
    } finally {
      over.abort();
      await sealing;
      await this.#sealer.flush().catch((error: unknown) => {
        log.warn({ err: error }, 'seals were not kept; the next start makes up for them');
      });
    }
  }

  async #follow(after: Position, from: Routing): Promise<'fenced' | 'stopped'> {
    const { store, names, settings, signal, onRecorded, sleep } = this.#options;
    const filter = recordedStreams(names);
    let routing = from;
    for await (const batch of store.subscribe({ after, filter, batchSize: settings.batchEvents, signal })) {
      if (batch.events.length > 0) {
        const step = routeBatch(batch.events, names, routing);
        if ((await this.#record(step.routed)) === 'fenced') return 'fenced';
        routing = step.routing;
      }
      onRecorded(batch.upTo);
      const { length } = batch.events;
      if (length > 0 && length < settings.gatherBelow) await sleep(settings.gatherMs, signal);
    }
    this.#sealer.sealOlderThan(0);
    return 'stopped';
  }

  async #record(routed: readonly Routed[]): Promise<'appended' | 'fenced'> {
    const { store, metrics, probe, backoff } = this.#options;
    const needed = new Set(routed.flatMap(({ trails }) => trails));
    await this.#open([...needed].filter((stream) => !this.#trails.has(stream)));
    const batch = copyBatch(routed, this.#trails);
    if (batch.length === 0) return 'appended';
    await this.#sealer.room();
    const outcome = await appendCopies(store, batch, backoff);
    await probe('recorder:after-append');
    if (outcome === 'fenced') return outcome;
    for (const { stream, copies, head } of batch) {
      this.#trails.set(stream, head);
      this.#sealer.appended(
        stream,
        copies.map((copy) => copy.head),
      );
      metrics.count('dws_audit_events_total', { stream }, copies.length);
    }
    return outcome;
  }

  /** Trails that may have events which a crash left without a seal. */
  async #knownTrails(routing: Routing): Promise<readonly string[]> {
    const { names, seals } = this.#options;
    const registered = [...routing.domainOf.keys()].map((worker) => names.stream(trailOf(worker)));
    const sealed = (await seals.streams()).filter((stream) =>
      names.ownStream(stream)?.startsWith(TRAIL_PREFIX),
    );
    return [...new Set([...registered, ...sealed])];
  }

  async #open(streams: readonly string[]): Promise<void> {
    await Promise.all(
      streams.map((stream) => this.#sealer.open(stream, async () => (await this.#trails.load(stream)).chain)),
    );
  }

  async #sealWhenDue(signal: AbortSignal): Promise<void> {
    const { sleep, settings } = this.#options;
    await sleep(settings.sealCheckMs, signal);
    while (!signal.aborted) {
      this.#sealer.sealOlderThan(settings.sealEveryMs);
      await sleep(settings.sealCheckMs, signal);
    }
  }
}
