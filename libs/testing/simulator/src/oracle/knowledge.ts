import type { ReversalClaimed } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { CaseModel, ProposalModel } from './case-model.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { RecordVersions } from './record-versions.ts';

/** Something that must never happen did. */
export type Report = (invariant: string, detail: string) => void;

export interface KnownClaim {
  readonly entry: ProposalModel;
  readonly ofCase: CaseModel;
}

export interface KnownReversal extends KnownClaim {
  readonly claim: ReversalClaimed;
}

/** What the invariants share: everything that is durable, in the oracle's own words. */
export class Knowledge {
  readonly cases = new Map<string, CaseModel>();
  readonly claims = new Map<string, KnownClaim>();
  /** Rights to undo, by reference. */
  readonly reversals = new Map<string, KnownReversal>();
  /** Stored events by id: where they stand. */
  readonly eventIds = new Map<string, string>();
  readonly ledger: LedgerEntry[] = [];
  readonly ledgerByReference = new Map<string, LedgerEntry>();
  readonly publishedIds = new Set<string>();
  readonly versions: RecordVersions;
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
    this.versions = new RecordVersions(now);
  }
}

const decoder = new TextDecoder();

/** What was read of an event that still exists: several invariants look at the same one. */
const read = new WeakMap<Uint8Array, unknown>();

function parsed(bytes: Uint8Array): unknown {
  const known = read.get(bytes);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(decoder.decode(bytes));
  read.set(bytes, value);
  return value;
}

/** An event's data. The contracts have checked it when it was written; a broken one is for other invariants to find. */
export function dataOf<Data>({ data }: Pick<RecordedEvent, 'data'>): Data {
  return parsed(data) as Data;
}

export function metadataOf({ metadata }: Pick<RecordedEvent, 'metadata'>): {
  readonly by: string;
  readonly worker?: string;
} {
  return parsed(metadata) as { by: string; worker?: string };
}
