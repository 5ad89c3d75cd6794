import type { AuditLag } from './audit-recorder.ts';

/** The recorder as whoever composes it sees it, in this thread or in one of its own. */
export interface Recorder {
  /** Rejects when the recorder has failed for good; never resolves. */
  readonly failed: Promise<never>;
  /** Begins to record; a second call changes nothing. */
  start(): void;
  /** Finishes the append in hand, seals what is unsealed, and leaves. Never rejects. */
  stop(): Promise<void>;
  lag(): Promise<AuditLag>;
  /** Resolves when everything that stood in the store at the call is recorded. Rejects when recording has ended. */
  caughtUp(): Promise<void>;
}
