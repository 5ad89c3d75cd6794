import type { ControlOrdered, StoreEvent } from '@dws/contracts';

/** The events of the `control` stream. */
export const CONTROL_EVENT_TYPES = [
  'control-ordered',
  'enforcement-point-joined',
  'enforcement-point-left',
] as const;
export type ControlEvent = Extract<StoreEvent, { type: (typeof CONTROL_EVENT_TYPES)[number] }>;

/** An order with its place in the control stream. */
export interface StandingOrder {
  readonly order: ControlOrdered;
  readonly revision: number;
}

export interface ControlState {
  /** Orders that hold work now, oldest first. */
  readonly standing: readonly StandingOrder[];
  /** Processes that must answer an order, with the service they are part of. */
  readonly points: ReadonlyMap<string, string>;
  /** Revision of the last event folded; -1 before the first. */
  readonly revision: number;
}

export const NO_CONTROL: ControlState = { standing: [], points: new Map(), revision: -1 };

export function evolveControl(state: ControlState, event: ControlEvent, revision: number): ControlState {
  switch (event.type) {
    case 'control-ordered':
      return { ...state, revision, standing: afterOrder(state.standing, event.data, revision) };
    case 'enforcement-point-joined':
      return { ...state, revision, points: new Map(state.points).set(event.data.point, event.data.service) };
    case 'enforcement-point-left': {
      const points = new Map(state.points);
      points.delete(event.data.point);
      return { ...state, revision, points };
    }
  }
}

function afterOrder(
  standing: readonly StandingOrder[],
  order: ControlOrdered,
  revision: number,
): readonly StandingOrder[] {
  if (order.kind === 'resume') return standing.filter((entry) => entry.order.order !== order.resumes);
  // Stopping what is pending acts once on what is open; it does not hold what comes later.
  if (order.kind === 'stop-pending') return standing;
  return [...standing, { order, revision }];
}
