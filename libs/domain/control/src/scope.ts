import type { ControlOrdered } from '@dws/contracts';
import type { ControlState, StandingOrder } from './control-state.ts';

/** What an order can be about. Empty text where a case has no such thing yet. */
export interface ControlTarget {
  readonly worker: string;
  readonly domain: string;
  readonly actionKind: string;
  readonly customer: string;
}

export const GRAINS = ['worker', 'action-kind', 'customer', 'domain', 'everything'] as const;
export type Grain = (typeof GRAINS)[number];

export const ORDER_KINDS = ['pause', 'stop-pending', 'kill', 'resume'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Whether an order concerns a target. A grain that is not known here concerns everything: it fails closed. */
export function concerns(order: Pick<ControlOrdered, 'grain' | 'target'>, target: ControlTarget): boolean {
  switch (order.grain as Grain) {
    case 'worker':
      return order.target === target.worker;
    case 'domain':
      return order.target === target.domain;
    case 'action-kind':
      return order.target === target.actionKind;
    case 'customer':
      return order.target === target.customer;
    case 'everything':
      return true;
  }
  return true;
}

/** The order that holds this target now, or null. */
export function holdOn(state: ControlState, target: ControlTarget): StandingOrder | null {
  return state.standing.find(({ order }) => concerns(order, target)) ?? null;
}

/** The order that stops a whole worker from taking up signals, or null: finer grains hold single cases instead. */
export function pauseOf(state: ControlState, worker: string, domain: string): StandingOrder | null {
  const coarse: ReadonlySet<string> = new Set(['worker', 'domain', 'everything']);
  const target: ControlTarget = { worker, domain, actionKind: '', customer: '' };
  return state.standing.find(({ order }) => coarse.has(order.grain) && concerns(order, target)) ?? null;
}
