import { evolveControl, NO_CONTROL, type ControlEvent, type ControlState } from '@dws/control';
import { parseEvent, type ControlOrdered, type OrderAcknowledged, type OrderCompleted } from '@dws/contracts';
import { decodeMetadata } from '@dws/application';
import type { RecordedEvent } from '@dws/ports';
import type { CaseEntry } from './case-entry.ts';
import { hasInFlight, hasPending, type CaseIndex } from './case-index.ts';

/** A group of cases in an answer: how many, and the first of them. */
export interface CaseGroup {
  readonly count: number;
  readonly caseIds: readonly string[];
}

export interface OrderScope {
  /** Cases open at the order's position that it concerns. */
  readonly affected: CaseGroup;
  /** Of those, the ones whose claim was under way at the order and has ended since. */
  readonly completed: CaseGroup;
  readonly inFlight: CaseGroup;
  readonly pending: CaseGroup;
}

export interface OrderRecord {
  readonly order: ControlOrdered;
  readonly revision: number;
  /** Points that had joined when the order was given and have neither answered nor left. */
  readonly silent: Set<string>;
  readonly acknowledged: Map<string, OrderAcknowledged>;
  /** Points that were given up at the time: alive or not, what they hold must be frozen. */
  readonly evicted: readonly string[];
  /** Cases in scope at the order's position; emptied when it completes. */
  scope: readonly CaseEntry[];
  inFlightThen: readonly CaseEntry[];
  completed: OrderCompleted | null;
  /** As it was when the order completed. */
  summary: OrderScope | null;
}

export interface OrderFoldOptions {
  readonly index: CaseIndex;
  /** Service whose `enforcement-point-left` gives a point up instead of saying goodbye. */
  readonly controlPlane: string;
  readonly completedLimit: number;
  readonly listed: number;
}

/**
 * Control orders and who answered them. Folded in one log order with the cases, so that "open at the order's
 * position" is exactly that.
 */
export class OrderFold {
  readonly #options: OrderFoldOptions;
  readonly #orders = new Map<string, OrderRecord>();
  readonly #evicted = new Set<string>();
  /** Revision at which each point joined last. */
  readonly #joined = new Map<string, number>();
  #control: ControlState = NO_CONTROL;

  constructor(options: OrderFoldOptions) {
    this.#options = options;
  }

  get control(): ControlState {
    return this.#control;
  }

  get(order: string): OrderRecord | undefined {
    return this.#orders.get(order);
  }

  /** Newest first. */
  all(): readonly OrderRecord[] {
    return [...this.#orders.values()].toReversed();
  }

  /** Whether cases may be held under this order now. */
  stands = (order: string): boolean => this.#control.standing.some((entry) => entry.order.order === order);

  /**
   * Points that have neither answered the order nor given a sign since. One that joined after it, a process that was
   * started again or came back from a long silence, is there: the next order may rely on its answer.
   */
  gone({ silent, revision }: OrderRecord): readonly string[] {
    return [...silent].filter(
      (point) => this.#control.points.has(point) && (this.#joined.get(point) ?? -1) < revision,
    );
  }

  /** Folds one event of `control` or `control-<order>`. Gives the order that stopped to stand, if one did. */
  fold(event: RecordedEvent): string | null {
    switch (event.type) {
      case 'control-ordered':
        return this.#ordered(parseEvent(event.type, event.data), event.revision);
      case 'enforcement-point-joined':
      case 'enforcement-point-left':
        this.#point(event, event.type);
        return null;
      case 'order-acknowledged': {
        const data = parseEvent(event.type, event.data);
        const record = this.#orders.get(data.order);
        record?.acknowledged.set(data.point, data);
        record?.silent.delete(data.point);
        return null;
      }
      case 'order-completed': {
        const data = parseEvent(event.type, event.data);
        this.#complete(data);
        return null;
      }
      default:
        return null;
    }
  }

  /** What the order means for cases: as it is now, or as it was when the order completed. */
  scopeOf(record: OrderRecord): OrderScope {
    if (record.summary) return record.summary;
    const { scope, inFlightThen } = record;
    return {
      affected: this.#group(scope),
      completed: this.#group(inFlightThen.filter((entry) => !hasInFlight(entry))),
      inFlight: this.#group(scope.filter(hasInFlight)),
      pending: this.#group(scope.filter(hasPending)),
    };
  }

  #ordered(order: ControlOrdered, revision: number): string | null {
    const scope = order.kind === 'resume' ? [] : this.#options.index.inScope(order);
    this.#orders.set(order.order, {
      order,
      revision,
      silent: new Set(this.#control.points.keys()),
      acknowledged: new Map(),
      evicted: [...this.#evicted],
      scope,
      inFlightThen: scope.filter(hasInFlight),
      completed: null,
      summary: null,
    });
    this.#control = evolveControl(this.#control, { type: 'control-ordered', data: order }, revision);
    return order.kind === 'resume' ? (order.resumes ?? null) : null;
  }

  #point(event: RecordedEvent, type: 'enforcement-point-joined' | 'enforcement-point-left'): void {
    const data = parseEvent(type, event.data);
    this.#control = evolveControl(this.#control, { type, data } as ControlEvent, event.revision);
    if (type === 'enforcement-point-joined') {
      this.#joined.set(data.point, event.revision);
      this.#evicted.delete(data.point);
      return;
    }
    this.#joined.delete(data.point);
    if (decodeMetadata(event.metadata).by === this.#options.controlPlane) {
      this.#evicted.add(data.point);
    } else {
      this.#evicted.delete(data.point);
      // It left in order, so nothing of it is under way: nobody waits for it any more.
      for (const record of this.#orders.values()) record.silent.delete(data.point);
    }
  }

  #complete(data: OrderCompleted): void {
    const record = this.#orders.get(data.order);
    if (!record || record.completed) return;
    record.summary = this.scopeOf(record);
    record.completed = data;
    record.scope = [];
    record.inFlightThen = [];
    let surplus = this.#orders.size - this.#options.completedLimit;
    for (const [id, { completed }] of this.#orders) {
      if (surplus <= 0) return;
      if (!completed || this.stands(id)) continue;
      this.#orders.delete(id);
      surplus -= 1;
    }
  }

  #group(entries: readonly CaseEntry[]): CaseGroup {
    return {
      count: entries.length,
      caseIds: entries.slice(0, this.#options.listed).map(({ caseId }) => caseId),
    };
  }
}
