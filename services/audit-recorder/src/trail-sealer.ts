import { nowOf, type Log, type Metrics } from '@dws/application';
import { sealBody, sealText, type ChainHead } from '@dws/audit';
import { DwsError, type Clock } from '@dws/kernel';
import type { EventStore, SealStore, Signer } from '@dws/ports';
import { hashAt, lastSealed } from './sealing-point.ts';
import type { RecorderSettings } from './settings.ts';

export interface TrailSealerOptions {
  readonly store: EventStore;
  readonly seals: SealStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: RecorderSettings;
}

interface Sealing {
  /** Place that the newest seal covers, written or waiting; -1 before the first. */
  sealed: number;
  head: ChainHead;
  /** When the oldest event without a seal was copied, milliseconds since the epoch. */
  since: number;
}

/**
 * Seals trails behind the recorder's back: every `sealEveryEvents` exactly, and whatever waits longer than
 * `sealEveryMs`. Seals are written one after the other, beside the recording, and tried again until they stand.
 */
export class TrailSealer {
  readonly #options: TrailSealerOptions;
  readonly #trails = new Map<string, Sealing>();
  readonly #waiting: ChainHead[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: TrailSealerOptions) {
    this.#options = options;
  }

  /**
   * Takes up a trail where its seals end, and makes up for those that a crash prevented.
   * @param readHead Reads the trail's head; called after the last seal was read.
   * @throws DwsError `audit-broken` when the trail is shorter than its seals, or another one than was sealed.
   */
  async open(stream: string, readHead: () => Promise<ChainHead>): Promise<void> {
    const { store, seals, clock, settings } = this.#options;
    const last = await lastSealed(seals, stream);
    const head = await readHead();
    if (last && (await hashAt(store, stream, last.seq)) !== last.hash) {
      throw new DwsError('audit-broken', `The seal of ${stream}/${last.seq} was made on another event.`, {
        stream,
        seq: last.seq,
      });
    }
    const sealing: Sealing = { sealed: last?.seq ?? -1, head, since: clock.now() };
    this.#trails.set(stream, sealing);
    while (head.seq - sealing.sealed >= settings.sealEveryEvents) {
      const seq = sealing.sealed + settings.sealEveryEvents;
      await this.room();
      this.#waiting.push({ stream, seq, hash: await hashAt(store, stream, seq) });
      sealing.sealed = seq;
    }
  }

  /** Told of copies that stand now, in order. The trail was opened. */
  appended(stream: string, heads: readonly ChainHead[]): void {
    const { clock, settings } = this.#options;
    const sealing = this.#trails.get(stream);
    if (!sealing) return;
    for (const head of heads) {
      if (sealing.head.seq === sealing.sealed) sealing.since = clock.now();
      sealing.head = head;
      if (head.seq - sealing.sealed < settings.sealEveryEvents) continue;
      this.#waiting.push(head);
      sealing.sealed = head.seq;
    }
    this.#writeBeside();
  }

  /** Seals every trail whose oldest unsealed event has waited for `age` milliseconds or longer. */
  sealOlderThan(age: number): void {
    const now = this.#options.clock.now();
    for (const sealing of this.#trails.values()) {
      if (sealing.head.seq === sealing.sealed || now - sealing.since < age) continue;
      this.#waiting.push(sealing.head);
      sealing.sealed = sealing.head.seq;
    }
    this.#writeBeside();
  }

  /** Resolves when fewer seals wait than `sealQueue` allows. Rejects when they cannot be written. */
  async room(): Promise<void> {
    if (this.#waiting.length >= this.#options.settings.sealQueue) await this.flush();
  }

  /** Resolves when no seal waits. Rejects when one cannot be written; it then still waits. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write();
  }

  #writeBeside(): void {
    this.#write().catch((error: unknown) => {
      this.#options.log.warn(
        { err: error, waiting: this.#waiting.length },
        'seals wait: they cannot be kept',
      );
    });
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null));
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const { seals, signer, clock, metrics } = this.#options;
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      const sealed = { ...head, time: nowOf(clock) };
      const signature = await signer.sign(sealBody(sealed));
      const text = sealText({ ...sealed, keyId: signer.keyId, signature });
      await seals.append({ stream: head.stream, text });
      this.#waiting.shift();
      metrics.count('dws_audit_seals_total', { stream: head.stream });
    }
  }
}
