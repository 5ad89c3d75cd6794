import type { ActionProposal, SignalAccepted, StoreEvent } from '@dws/contracts';
import { get, type Query } from './request.ts';

/** One case in a list. */
export interface CaseRow {
  readonly caseId: string;
  readonly worker: string;
  readonly domain: string;
  readonly subject: string;
  readonly signalType: string;
  readonly source: string;
  readonly signalId: string;
  readonly phase: string;
  /** Where it stands, in one word; the outcome once it is closed. */
  readonly step: string;
  readonly openReviews: readonly string[];
  readonly heldBy: string | null;
  readonly waitsUntil: string | null;
  readonly acceptedAt: string;
  readonly updatedAt: string;
  readonly parentCase: string | null;
}

/** One event of a case as it stands in the store. */
export type TimelineEvent = StoreEvent & {
  readonly id: string;
  readonly revision: number;
  readonly at: string;
  /** Service that wrote it. */
  readonly by: string;
  readonly traceparent: string | null;
};

export interface ProposalState {
  readonly proposal: ActionProposal;
  readonly status: { readonly at: string };
}

/** A hand-over between domains and what became of it. */
export interface EscalationRow {
  readonly escalationId: string;
  readonly path: string;
  readonly fromDomain: string;
  readonly toDomain: string;
  readonly fromCase: string;
  readonly owner: string;
  readonly failureOwner: string;
  readonly completion: string;
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly step: string;
  readonly overdue: { readonly missing: string; readonly at: string } | null;
  readonly receptions: readonly {
    readonly caseId: string;
    readonly worker: string;
    readonly acceptedAt: string;
    readonly completedAt: string | null;
    readonly outcome: string | null;
  }[];
}

export interface CaseDetail {
  readonly caseId: string;
  readonly revision: number;
  /** Not there for a case that closed long ago. */
  readonly summary?: CaseRow;
  readonly state: {
    readonly phase: string;
    readonly signal: SignalAccepted;
    readonly proposals: readonly ProposalState[];
  };
  readonly timeline: readonly TimelineEvent[];
  /** Hand-overs that it raised or takes up. */
  readonly escalations: readonly EscalationRow[];
  readonly linked: {
    /** Only its id for a case that closed long ago. */
    readonly parent: CaseRow | string | null;
    readonly children: readonly CaseRow[];
  };
}

export interface CaseList {
  readonly cases: readonly CaseRow[];
  readonly cursor: string | null;
}

export const listCases = async (query: Query): Promise<CaseList> => get<CaseList>('/cases', query);

export const showCase = async (caseId: string): Promise<CaseDetail> =>
  get<CaseDetail>(`/cases/${encodeURIComponent(caseId)}`);
