import {
  appendDecided,
  CONTROL_STREAM,
  frozenBy,
  nowOf,
  type Change,
  type ServicePorts,
} from '@dws/application';
import { freeze, release } from '@dws/case';
import type { ControlOrdered, StoreEvent } from '@dws/contracts';
import { DwsError, millisecondsOf, type Instant } from '@dws/kernel';
import type { OrderRecord } from '../projection/order-fold.ts';
import type { Projection } from '../projection/projection.ts';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';
import type { Sleep } from '../runtime/sleep.ts';

export interface OrderDeskOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly bounds: ControlPlaneBounds;
  readonly sleep: Sleep;
}

/** Gives control orders and sees them through: answered, or fenced. */
export class OrderDesk {
  readonly #options: OrderDeskOptions;
  readonly #completing = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(options: OrderDeskOptions) {
    this.#options = options;
  }

  /** Appends the order and answers when nothing in its scope can be claimed any more. */
  async give(order: ControlOrdered): Promise<OrderRecord> {
    const { ports, projection } = this.#options;
    await this.#append(CONTROL_STREAM, () => [{ type: 'control-ordered', data: order }]);
    ports.metrics.count('dws_control_orders_total', { kind: order.kind, step: 'given' });
    ports.log.warn(
      { order: order.order, kind: order.kind, grain: order.grain, target: order.target, by: order.by },
      'control order',
    );
    const seen = await projection.until(
      () => projection.orders.get(order.order) !== undefined,
      this.#stopped.signal,
    );
    const record = projection.orders.get(order.order);
    if (!seen || !record) throw this.#shuttingDown({ order });
    await this.#complete(record);
    return record;
  }

  /** Completes orders whose replica died, and stops waiting for points that are gone. */
  async tend(now: Instant): Promise<void> {
    const { projection, bounds } = this.#options;
    for (const record of projection.orders.all()) {
      const age = millisecondsOf(now) - millisecondsOf(record.order.at);
      if (!record.completed && age > bounds.orphanedOrderMs) await this.#complete(record);
      if (record.completed && record.silent.size > 0 && age > bounds.evictAfterMs) await this.#evict(record);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  #complete(record: OrderRecord): Promise<void> {
    const { order } = record.order;
    const running =
      this.#completing.get(order) ??
      (record.order.kind === 'resume' ? this.#release(record) : this.#enforce(record)).finally(() =>
        this.#completing.delete(order),
      );
    this.#completing.set(order, running);
    return running;
  }

  async #enforce(record: OrderRecord): Promise<void> {
    let frozen = 0;
    // Points that were given up are not waited for; whatever they may still hold is frozen at once.
    const fence = record.order.kind === 'stop-pending' || record.evicted.length > 0;
    if (fence) frozen = await this.#freeze(record);
    const answered = await this.#answers(record);
    if (!answered && !fence) frozen = await this.#freeze(record);
    await this.#completed(record, frozen);
  }

  async #answers(record: OrderRecord): Promise<boolean> {
    const { projection, sleep, bounds } = this.#options;
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, this.#stopped.signal]);
    const late = sleep(bounds.acknowledgeMs, signal).then(() => end.abort());
    const answered = await projection.until(() => record.silent.size === 0, signal);
    end.abort();
    await late;
    if (!answered && this.#stopped.signal.aborted) throw this.#shuttingDown(record);
    return answered;
  }

  #shuttingDown({ order }: Pick<OrderRecord, 'order'>): DwsError {
    return new DwsError('shutting-down', `order ${order.order} stands; another replica completes it`);
  }

  /** From here on a late claim in scope fails on its revision. @returns cases that were not held by it before */
  async #freeze({ order, revision, scope }: OrderRecord): Promise<number> {
    const { clock } = this.#options.ports;
    const data = frozenBy({ order, revision }, nowOf(clock));
    return this.#change(scope.map(({ caseId }) => ({ caseId, decide: ({ state }) => freeze(data, state) })));
  }

  async #release(record: OrderRecord): Promise<void> {
    const { ports, projection } = this.#options;
    const resumed = record.order.resumes ?? '';
    const at = nowOf(ports.clock);
    await this.#change(
      projection.cases.heldBy(resumed).map(({ caseId }) => ({
        caseId,
        decide: ({ state }) => release({ order: resumed, orderRevision: record.revision, at }, state),
      })),
    );
    await this.#completed(record, 0);
  }

  async #change(changes: readonly Change[]): Promise<number> {
    const { ports, bounds } = this.#options;
    let changed = 0;
    for (let start = 0; start < changes.length; start += bounds.holdBatch) {
      const results = await ports.cases.change(changes.slice(start, start + bounds.holdBatch));
      changed += results.filter(({ appended }) => appended.length > 0).length;
    }
    return changed;
  }

  async #completed(record: OrderRecord, frozen: number): Promise<void> {
    const { ports, projection } = this.#options;
    const { order } = record.order;
    const data = {
      order,
      at: nowOf(ports.clock),
      acknowledged: [...record.acknowledged.keys()],
      // A resume waits for nobody, so nobody was silent and nothing was fenced.
      fenced: record.order.kind === 'resume' ? [] : [...new Set([...record.silent, ...record.evicted])],
      frozen,
    };
    await this.#append(`${CONTROL_STREAM}-${order}`, (standing) =>
      standing.includes('order-completed') ? null : [{ type: 'order-completed', data }],
    );
    ports.metrics.count('dws_control_orders_total', { kind: record.order.kind, step: 'completed' });
    await projection.until(() => record.completed !== null, this.#stopped.signal);
  }

  async #evict(record: OrderRecord): Promise<void> {
    const { ports, projection } = this.#options;
    for (const point of projection.orders.gone(record)) {
      ports.log.warn(
        { point, order: record.order.order },
        'an enforcement point is silent: no longer waited for',
      );
      await this.#append(CONTROL_STREAM, () => [
        { type: 'enforcement-point-left', data: { point, at: nowOf(ports.clock) } },
      ]);
      await projection.until(() => !projection.orders.control.points.has(point), this.#stopped.signal);
    }
  }

  async #append(
    name: string,
    decide: (types: readonly string[]) => readonly StoreEvent[] | null,
  ): Promise<void> {
    const { store, names, clock, service } = this.#options.ports;
    await appendDecided({ store, clock, by: service }, names.stream(name), (events) =>
      decide(events.map(({ type }) => type)),
    );
  }
}
