import type { MessageLog } from '@dws/ports';

/** How long a check waits for what must come, and watches for what must not. Milliseconds. */
export interface Patience {
  readonly withinMs: number;
  readonly quietMs: number;
}

/** For real brokers on a busy machine. */
export const PATIENT: Patience = { withinMs: 30_000, quietMs: 400 };

/**
 * One promise of the MessageLog port. `run` throws when the log does not keep it; kept apart from any test
 * runner so that deliberately broken logs can be shown to fail.
 */
export interface MessageLogCheck {
  readonly name: string;
  run(log: MessageLog, patience: Patience): Promise<void>;
}
