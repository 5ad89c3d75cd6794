import type { CaseEvent, CaseState } from '@dws/case';
import type { Revision } from '@dws/ports';
import type { EventMetadata } from './metadata.ts';

/** An event as it stands in the store, enough to publish it again. */
export interface StoredCaseEvent {
  readonly event: CaseEvent;
  readonly id: string;
  readonly revision: Revision;
  readonly metadata: EventMetadata;
}

/** A case at one revision of its stream. */
export interface LoadedCase {
  readonly caseId: string;
  readonly stream: string;
  readonly revision: Revision;
  readonly state: CaseState;
  readonly events: readonly StoredCaseEvent[];
}
