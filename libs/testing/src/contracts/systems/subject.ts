import type { JsonObject } from '@dws/kernel';
import type { SystemReader, SystemWriter } from '@dws/ports';

/** What the systems say they performed: the oracle for "once". */
export interface PerformedWrite {
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly reference: string | null;
  readonly worker: string | null;
  readonly caseId: string | null;
  readonly digest: string | null;
  readonly recordIds: readonly string[];
}

/** A fault that a check tells the systems. */
export interface ToldFault {
  readonly system: string;
  readonly operation?: string;
  readonly recordType?: string;
  readonly kind: 'latency' | '429' | '500' | 'answer-lost-after-commit' | 'down' | 'wrong-schema';
  readonly times?: number;
  readonly ms?: number;
}

/** The sandbox company's systems behind the ports, and the doors beside them that only checks use. */
export interface SystemsSubject {
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  /** Milliseconds since the epoch, by the clock that deadlines are held against. */
  now(): number;
  ledger(): Promise<readonly PerformedWrite[]>;
  tellFault(fault: ToldFault): Promise<void>;
  withdrawFaults(): Promise<void>;
  /** A person changes a record with a tool of their own. */
  edit(system: string, recordType: string, id: string, changes: JsonObject): Promise<void>;
  close(): Promise<void>;
}
