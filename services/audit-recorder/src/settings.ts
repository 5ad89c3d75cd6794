import { DwsError } from '@dws/kernel';
import { SEAL_EVERY_EVENTS } from '@dws/audit';

/**
 * Most source events that a recorder works on at once, in this and every earlier version. A restart looks back
 * exactly this far (see resume-point.ts), so it may grow but never shrink below what a recorder once used.
 */
export const WINDOW_EVENTS = 500;

export interface RecorderSettings {
  /** Most source events in one poll batch; at most `WINDOW_EVENTS`. */
  readonly batchEvents: number;
  /**
   * Milliseconds that the recorder waits for more after a batch of fewer than `gatherBelow` events: at low rates it
   * would append after every single append of others, and as many commits again would be its own. A larger batch
   * means that it has work enough, and waiting would only let it fall behind.
   */
  readonly gatherMs: number;
  readonly gatherBelow: number;
  /** Most events of a trail between two seals. */
  readonly sealEveryEvents: number;
  /** Longest time in milliseconds that a copied event waits for a seal. */
  readonly sealEveryMs: number;
  /** How often in milliseconds trails are looked at for seals that are due. */
  readonly sealCheckMs: number;
  /** Most seals that wait to be written; recording waits when there are more. */
  readonly sealQueue: number;
  /** How long in milliseconds the active recorder must be silent, with work there, before a standby takes over. */
  readonly takeOverAfterMs: number;
  /** How often in milliseconds a standby looks. */
  readonly standbyPollMs: number;
  /** First and longest wait in milliseconds before a store or seal store that failed is tried again. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
}

export const DEFAULT_SETTINGS: RecorderSettings = {
  batchEvents: WINDOW_EVENTS,
  gatherMs: 20,
  gatherBelow: 50,
  sealEveryEvents: SEAL_EVERY_EVENTS,
  sealEveryMs: 60_000,
  sealCheckMs: 1_000,
  sealQueue: 100,
  takeOverAfterMs: 5_000,
  standbyPollMs: 1_000,
  retryMs: 100,
  retryMaxMs: 5_000,
};

/** @throws DwsError `config-invalid` for a batch that a restart would not look back over. */
export function checkedSettings(given: Partial<RecorderSettings>): RecorderSettings {
  const settings = { ...DEFAULT_SETTINGS, ...given };
  if (settings.batchEvents < 1 || settings.batchEvents > WINDOW_EVENTS) {
    throw new DwsError(
      'config-invalid',
      `Expected batchEvents from 1 to ${WINDOW_EVENTS}, found ${settings.batchEvents}.`,
      { setting: 'batchEvents' },
    );
  }
  return settings;
}
