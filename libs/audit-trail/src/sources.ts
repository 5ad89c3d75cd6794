import type { Names } from '@dws/application';
import type { VerificationKeys } from '@dws/audit';
import type { EventStore, SealStore } from '@dws/ports';

/** What reading trails rests on. */
export interface TrailSources {
  readonly store: EventStore;
  readonly names: Names;
}

/** What verifying trails rests on. The keys come from whoever verifies, never from what is verified. */
export interface SealedTrailSources extends TrailSources {
  readonly seals: SealStore;
  readonly keys: VerificationKeys;
  /** Waits for seals that a recorder at work is about to write. Without it they are taken as they are. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}
