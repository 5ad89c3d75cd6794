/** Everything the control plane may hold, wait for or do at once. */
export interface ControlPlaneBounds {
  /** Closed cases kept in the index; older ones are still found by their id. */
  readonly closedCases: number;
  /** Completed control orders kept in memory. */
  readonly completedOrders: number;
  /** Completed escalations kept in memory. */
  readonly completedEscalations: number;
  /** Events taken from the store at once. */
  readonly projectionBatch: number;
  /** Milliseconds before a lost subscription is opened again. */
  readonly reconnectMs: number;
  /** Milliseconds that an order waits for enforcement points to answer before their cases are frozen. */
  readonly acknowledgeMs: number;
  /** Milliseconds after an order before a point that was fenced and stays silent is no longer waited for. */
  readonly evictAfterMs: number;
  /** Milliseconds after which an order that its own replica did not complete is completed by any other. */
  readonly orphanedOrderMs: number;
  /** Cases frozen or released with one store call. */
  readonly holdBatch: number;
  /** Case ids that an answer lists for each group. */
  readonly listedCases: number;
  /** Milliseconds between two looks at what is due. */
  readonly tickMs: number;
  /** Due cases handled at once. */
  readonly dueBatch: number;
  /** Milliseconds before a wake-up without consequence is published again; doubles up to `refireMaxMs`. */
  readonly refireMs: number;
  readonly refireMaxMs: number;
  /** Events that the relay publishes at once. */
  readonly relayBatch: number;
  /** Milliseconds between two checkpoints of the relay: as much is published again after a restart. */
  readonly checkpointMs: number;
  /** Browsers that may follow changes at once, and changes gathered for each between two sends. */
  readonly watchers: number;
  readonly watchedChanges: number;
  readonly watchMs: number;
}

export const CONTROL_PLANE_BOUNDS: ControlPlaneBounds = {
  closedCases: 200_000,
  completedOrders: 1_000,
  completedEscalations: 10_000,
  projectionBatch: 1_000,
  reconnectMs: 250,
  acknowledgeMs: 2_000,
  evictAfterMs: 30_000,
  orphanedOrderMs: 10_000,
  holdBatch: 500,
  listedCases: 1_000,
  tickMs: 500,
  dueBatch: 500,
  refireMs: 5_000,
  refireMaxMs: 300_000,
  relayBatch: 500,
  checkpointMs: 5_000,
  watchers: 50,
  watchedChanges: 500,
  watchMs: 250,
};
