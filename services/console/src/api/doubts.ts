import type { JsonObject } from '@dws/kernel';
import { get, post } from './request.ts';

/** An action of which nobody knows whether it was performed. */
export interface DoubtRow {
  readonly caseId: string;
  readonly proposalId: string;
  readonly worker: string;
  readonly domain: string;
  readonly subject: string;
  readonly actionKind: string;
  /** In plain words; empty where reading it is recorded. */
  readonly summary: string;
  /** The action itself, or the write that undoes it. */
  readonly write: 'action' | 'reversal';
  readonly system: string;
  readonly operation: string;
  /** What was sent; null where reading it is recorded. */
  readonly arguments: JsonObject | null;
  readonly digest: string;
  /** What the write carried, to look for in the system. */
  readonly reference: string;
  readonly effectClass: string;
  readonly claimant: string;
  readonly sentAt: string;
  readonly doubtAt: string;
  readonly detail: string;
  readonly settlers: readonly string[];
}

export type Settlement =
  | { readonly verdict: 'executed'; readonly evidence: string; readonly note: string }
  | { readonly verdict: 'failed'; readonly note: string };

/** Most cases the page shows at once. */
const MAX_LISTED = 100;

export const listDoubts = async (): Promise<{
  readonly doubts: readonly DoubtRow[];
  readonly total: number;
}> => get('/doubts', { limit: MAX_LISTED });

export const settleDoubt = async (
  { caseId, digest }: Pick<DoubtRow, 'caseId' | 'digest'>,
  settlement: Settlement,
): Promise<unknown> => post(`/cases/${encodeURIComponent(caseId)}/settle`, { digest, ...settlement });
