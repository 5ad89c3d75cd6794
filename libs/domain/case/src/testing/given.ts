import type {
  ActionExecuted,
  ActionFailed,
  ActionProposal,
  Claimed,
  DoubtSettled,
  GateDecided,
  Planned,
  ActionReversed,
  ReversalClaimed,
  ReviewDecided,
  ReviewRequested,
  SignalAccepted,
} from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import { proposalDigest, referenceOf, reversalReferenceOf } from '../digests.ts';

/** A day in the life of one case, for the specs: times are minutes after nine. */
export const at = (minute: number): string => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`;
export const TOMORROW = '2026-03-03T09:00:00.000Z';
export const CASE = '6a9c1c0e-8a3b-5d0f-9a53-0d6f5d1f0001';
export const SNAPSHOT = 'ab'.repeat(32);
const cell = { worker: 'churn-signal', actionKind: 'task.create', risk: 'low', workerVersion: '1.0.0' };

export const signal = (over: Partial<SignalAccepted> = {}): SignalAccepted => ({
  caseId: CASE,
  worker: 'churn-signal',
  workerVersion: '1.0.0',
  domain: 'customer-experience',
  source: 'urn:test',
  signalId: 's-1',
  signalType: 'usage.dropped',
  subject: 'acc-1',
  bodyDigest: 'b1',
  body: { accountId: 'acc-1' },
  occurredAt: at(0),
  acceptedAt: at(0),
  topic: 'signals.customer-experience.v1',
  partition: 0,
  offset: '7',
  hops: 0,
  ...over,
});

export const accepted = (over: Partial<SignalAccepted> = {}): CaseEvent => ({
  type: 'signal-accepted',
  data: signal(over),
});

export const planned = (attempt: number, proposals: number): Planned => ({
  attempt,
  plannedAt: at(1),
  workerVersion: '1.0.0',
  modelVersion: '',
  tablesVersion: 't1',
  promptVersion: '',
  snapshotDigest: SNAPSHOT,
  outcome: proposals > 0 ? 'act' : 'nothing-to-do',
  confidence: 0.9,
  rationale: 'usage fell',
  missingInputs: [],
  findings: [],
  memo: {},
  proposals,
  planDigest: 'p1',
});

export const context = (attempt: number) => ({
  attempt,
  assembledAt: at(1),
  records: [],
  missing: [],
  earlier: [],
  memoryPosition: '',
  memory: {},
  snapshotDigest: SNAPSHOT,
});

export function proposal(id: string, over: Partial<ActionProposal> = {}): ActionProposal {
  const core = {
    caseId: CASE,
    worker: 'churn-signal',
    attempt: 1,
    ordinal: Number(id.replace(/\D/g, '')),
    actionKind: 'task.create',
    system: 'crm',
    operation: 'task.create',
    arguments: { text: `step ${id}` },
    expects: [],
    snapshotDigest: SNAPSHOT,
    ...over,
  };
  return {
    proposalId: id,
    domain: 'customer-experience',
    summary: 'a task',
    rationale: 'because',
    subject: 'acc-1',
    customer: 'acc-1',
    customerTier: 'enterprise',
    risk: 'low',
    external: false,
    meaningful: false,
    confidence: 0.9,
    basis: [],
    after: [],
    onFailure: 'continue',
    expiresAt: TOMORROW,
    origin: 'plan',
    proposedAt: at(1),
    hops: 0,
    ...core,
    digest: proposalDigest(core),
  };
}

export const gate = (of: ActionProposal, over: Partial<GateDecided> = {}): GateDecided => ({
  proposalId: of.proposalId,
  digest: of.digest,
  decision: 'allow',
  mode: 'live',
  reasons: [],
  policiesHash: 'h1',
  controlRevision: -1,
  trustCell: cell,
  stage: 'supervised',
  reservations: [],
  reviewers: [],
  afterReview: false,
  decidedAt: at(2),
  mac: 'm',
  ...over,
});

export const reviewOf = (of: ActionProposal): ReviewRequested => ({
  proposalId: of.proposalId,
  digest: of.digest,
  reviewId: `review-${of.proposalId}`,
  reviewers: ['csm'],
  why: 'it leaves the company',
  openedAt: at(2),
  dueAt: at(30),
  changes: [],
});

export const verdict = (of: ActionProposal, over: Partial<ReviewDecided> = {}): ReviewDecided => ({
  proposalId: of.proposalId,
  digest: of.digest,
  reviewId: `review-${of.proposalId}`,
  verdict: 'approve',
  reviewer: 'ada',
  openedAt: at(2),
  decidedAt: at(5),
  reasonCode: 'fine',
  comment: '',
  editSize: 0,
  policiesHash: 'h1',
  keyId: 'review',
  signature: 's',
  ...over,
});

export const claimed = (of: ActionProposal, over: Partial<Claimed> = {}): Claimed => ({
  proposalId: of.proposalId,
  digest: of.digest,
  claimant: 'executor/1',
  claimedAt: at(6),
  deadline: at(7),
  reference: referenceOf(CASE, of.digest),
  effectClass: 'K',
  policiesHash: 'h1',
  controlRevision: -1,
  ...over,
});

const outcomeOf = (of: ActionProposal) => ({
  proposalId: of.proposalId,
  caseId: CASE,
  worker: 'churn-signal',
  domain: 'customer-experience',
  subject: 'acc-1',
  actionKind: of.actionKind,
  digest: of.digest,
  trustCell: cell,
});

export const executed = (of: ActionProposal): ActionExecuted => ({
  ...outcomeOf(of),
  executedAt: at(8),
  receipt: { recordId: 'task-1', version: '1', answer: {}, replayed: false },
  durationMs: 3,
  costMicros: 0,
});

export const failed = (of: ActionProposal): ActionFailed => ({
  ...outcomeOf(of),
  failedAt: at(8),
  code: 'system-refused',
  message: 'no',
});
export const doubted = (of: ActionProposal) => ({ ...outcomeOf(of), at: at(8), detail: 'no answer' });

export const undoing = (of: ActionProposal, over: Partial<ReversalClaimed> = {}): ReversalClaimed => ({
  proposalId: of.proposalId,
  digest: of.digest,
  operation: of.reversal ?? '',
  arguments: { taskId: 'task-1' },
  expects: [{ system: 'crm', recordType: 'task', id: 'task-1', version: '1' }],
  reason: 'a step that the plan insists on was rejected',
  claimant: 'executor/1',
  claimedAt: at(14),
  deadline: at(15),
  reference: reversalReferenceOf(CASE, of.digest),
  effectClass: 'K',
  controlRevision: -1,
  ...over,
});

export const undone = (of: ActionProposal): ActionReversed => ({
  proposalId: of.proposalId,
  digest: of.digest,
  at: at(16),
  reason: 'a step that the plan insists on was rejected',
  receipt: { recordId: 'task-1', version: '2', answer: {}, replayed: false },
  by: 'executor',
});

export const settled = (of: ActionProposal, over: Partial<DoubtSettled> = {}): DoubtSettled => ({
  proposalId: of.proposalId,
  digest: of.digest,
  reference: referenceOf(CASE, of.digest),
  verdict: 'executed',
  person: 'ada',
  doubtAt: at(8),
  settledAt: at(12),
  evidence: 'task-7',
  note: 'it is on the list',
  keyId: 'review',
  signature: 's',
  ...over,
});

/** Accepted, planned and proposed. */
export const opened = (...proposals: ActionProposal[]): CaseEvent[] => [
  accepted(),
  { type: 'context-assembled', data: context(1) },
  { type: 'planned', data: planned(1, proposals.length) },
  ...proposals.map((data): CaseEvent => ({ type: 'action-proposal', data })),
];
export const allowed = (of: ActionProposal): CaseEvent => ({ type: 'gate-decided', data: gate(of) });
export const underReview = (of: ActionProposal): CaseEvent[] => [
  { type: 'gate-decided', data: gate(of, { decision: 'review' }) },
  { type: 'review-requested', data: reviewOf(of) },
];
export const claimedEvent = (of: ActionProposal): CaseEvent => ({ type: 'claimed', data: claimed(of) });
