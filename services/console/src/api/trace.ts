import type { CaseRow } from './cases.ts';
import { get, type Query } from './request.ts';

/** What one worker made of a signal. */
export interface TracedWorker {
  readonly worker: string;
  readonly caseId: string;
  /** Whether there is a case of it. */
  readonly exists: boolean;
  /** Where the case stands; null for one that closed long ago. */
  readonly case: CaseRow | null;
  /** Why there is no case. */
  readonly why: string | null;
}

export interface Trace {
  readonly source: string;
  readonly id: string;
  /** Signal type; null when only source and id are known. */
  readonly type: string | null;
  readonly workers: readonly TracedWorker[];
}

export const traceSignal = async (query: Query): Promise<Trace> => get('/trace', query);
