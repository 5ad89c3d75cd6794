import { download, get, type Query } from './request.ts';

/** One copied event of a worker's trail. */
export interface TrailEntry {
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by: string;
  readonly caseId: string;
  readonly source: {
    readonly stream: string;
    readonly revision: number;
    readonly position: string;
    readonly id: string;
  };
  readonly hash: string;
  /** The event's data as JSON text; base64 where it is not text. */
  readonly data: string;
}

export interface TrailPage {
  readonly entries: readonly TrailEntry[];
  readonly next: string | null;
}

export interface TrailVerdict {
  readonly stream: string;
  readonly ok: boolean;
  readonly findings: readonly { readonly problem: string; readonly at: number; readonly detail: string }[];
  /** Events found sound. */
  readonly count: number;
  readonly sealedTo: number;
  readonly seals: number;
}

export const searchAudit = async (query: Query): Promise<TrailPage> => get('/audit/search', query);

export const verifyAudit = async (worker: string): Promise<TrailVerdict> =>
  get(`/audit/verify/${encodeURIComponent(worker)}`);

/** Keeps a bundle as a file; it is verified offline. */
export const exportAudit = async (query: Query, name: string): Promise<void> =>
  download('/audit/export', query, name);
