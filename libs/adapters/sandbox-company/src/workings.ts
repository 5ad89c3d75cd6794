import type { Instant } from '@dws/kernel';
import type { Attempts } from './attempts.ts';
import type { Ledger } from './ledger.ts';
import type { Records } from './records.ts';
import type { CompanyState, CompanyStorage } from './storage.ts';

/** The parts of an open company that its writes share. */
export interface Workings {
  state: CompanyState;
  readonly records: Records;
  readonly ledger: Ledger;
  readonly attempts: Attempts;
  readonly storage: CompanyStorage;
  readonly now: () => Instant;
}

/** An opaque version that no other write of this company has. */
export function versionOf(revision: number): string {
  return `v${revision.toString(36)}`;
}
