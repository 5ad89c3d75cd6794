import {
  addSeconds,
  instantOf,
  nowOf,
  type Change,
  type FromStore,
  type LoadedCase,
  type ServicePorts,
  type StoredCaseEvent,
} from '@dws/application';
import { expire, release, type Decision } from '@dws/case';
import type { Instant } from '@dws/kernel';
import type { CaseEntry } from '../projection/case-entry.ts';
import { duesOf, type Due } from '../projection/due.ts';
import type { Projection } from '../projection/projection.ts';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';
import type { Sleep } from '../runtime/sleep.ts';
import { decisionOf, storedWait, undoingOf } from './stored-wake-up.ts';

export interface SchedulerOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly bounds: ControlPlaneBounds;
  readonly sleep: Sleep;
  /** Looked after at every tick besides what is due. */
  readonly tend: (now: Instant) => Promise<void>;
}

interface DueCase {
  readonly entry: CaseEntry;
  readonly dues: readonly Due[];
}

/**
 * Does what the passing of time asks for. Every replica tries; what is appended is decided by the case's
 * revision, and what is published twice is harmless.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** One look at the queue; gives how many cases were due. */
  async tick(): Promise<number> {
    const { ports, projection, bounds, tend } = this.#options;
    const now = nowOf(ports.clock);
    const taken = projection.due.take(now, bounds.dueBatch);
    const work: DueCase[] = taken.map((entry) => ({ entry, dues: this.#dues(entry) }));
    try {
      const ready = work
        .map(({ entry, dues }) => ({ entry, dues: dues.filter(({ at }) => at <= now) }))
        .filter(({ dues }) => dues.length > 0);
      await this.#append(ready, now);
      await this.#wake(ready, now);
      return ready.length;
    } finally {
      // Also after an error: what was taken and not done comes up again, a little later.
      const soonest = instantOf(ports.clock.now() + bounds.tickMs);
      for (const { entry } of work) {
        const next = this.#dues(entry).reduce<Instant | null>(
          (earliest, { at }) => (earliest === null || at < earliest ? at : earliest),
          null,
        );
        if (next !== null) projection.due.put(entry, next > soonest ? next : soonest);
      }
      await tend(now);
    }
  }

  async #run(): Promise<void> {
    const { ports, bounds, sleep } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        // A full batch may have left more behind: look again at once.
        if ((await this.tick()) >= bounds.dueBatch) continue;
      } catch (error) {
        ports.log.warn({ err: error }, 'what is due will be tried again');
      }
      await sleep(bounds.tickMs, signal);
    }
  }

  /** With wake-ups put off that were published already at this revision of the case. */
  #dues(entry: CaseEntry): readonly Due[] {
    const { projection, bounds } = this.#options;
    const dues = duesOf(entry, projection.orders.stands);
    const { fired } = entry;
    if (fired?.revision !== entry.revision) return dues;
    const pause = Math.min(bounds.refireMs * 2 ** (fired.count - 1), bounds.refireMaxMs);
    const again = addSeconds(fired.at, pause / 1000);
    return dues.map((due) => (WAKES.has(due.what) && due.at < again ? { ...due, at: again } : due));
  }

  async #append(ready: readonly DueCase[], now: Instant): Promise<void> {
    const { ports } = this.#options;
    const changes: Change[] = ready.flatMap(({ entry, dues }) =>
      dues.flatMap((due): Change[] => {
        const { caseId } = entry;
        if (due.what === 'expire')
          return [{ caseId, decide: ({ state }) => expire(due.proposalId, now, state) }];
        if (due.what === 'release')
          return [{ caseId, decide: ({ state }) => this.#release(due.order, now, state) }];
        return [];
      }),
    );
    if (changes.length === 0) return;
    const changed = await ports.cases.change(changes);
    for (const { appended } of changed)
      for (const { event } of appended)
        if (event.type === 'expired')
          ports.log.info({ reason: event.data.reason, proposalId: event.data.proposalId }, 'ran out');
  }

  #release(order: string, now: Instant, state: Parameters<typeof release>[1]): Decision {
    const held = state.phase === 'none' ? [] : state.holds;
    const orderRevision = held.find((hold) => hold.order === order)?.orderRevision ?? 0;
    return release({ order, orderRevision, at: now }, state);
  }

  async #wake(ready: readonly DueCase[], now: Instant): Promise<void> {
    const { ports } = this.#options;
    const wanted = ready.filter(({ dues }) => dues.some(({ what }) => WAKES.has(what)));
    if (wanted.length === 0) return;
    const loaded = await ports.cases.reload(wanted.map(({ entry }) => entry.caseId));
    const messages: FromStore[] = [];
    wanted.forEach(({ dues }, index) => {
      const found = loaded[index];
      if (!found) return;
      for (const due of dues) {
        const event = wakeUpOf(due, found);
        if (event) messages.push({ loaded: found, event });
      }
    });
    await ports.publisher.fromStore(messages);
    for (const { entry } of wanted) {
      const count = entry.fired?.revision === entry.revision ? entry.fired.count + 1 : 1;
      entry.fired = { revision: entry.revision, count, at: now };
    }
  }
}

/** Dues that are published; the others are appended. */
const WAKES: ReadonlySet<Due['what']> = new Set(['wake', 'start', 'undo']);

function wakeUpOf(due: Due, found: LoadedCase): StoredCaseEvent | null {
  switch (due.what) {
    case 'wake':
      return storedWait(found, due.proposalId);
    case 'start':
      return decisionOf(found, due.proposalId);
    case 'undo':
      return undoingOf(found);
    case 'expire':
    case 'release':
      return null;
  }
}
