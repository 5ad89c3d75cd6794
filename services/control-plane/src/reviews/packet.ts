import type { LoadedCase } from '@dws/application';
import { findProposal, type LiveCase, type ProposalState } from '@dws/case';
import type { ReviewRequested } from '@dws/contracts';
import { millisecondsOf, type JsonObject } from '@dws/kernel';

/** A review of a case: the request, and the proposal that it is about, as both stand now. */
export interface FoundReview {
  readonly loaded: LoadedCase;
  readonly state: LiveCase;
  readonly request: ReviewRequested;
  readonly entry: ProposalState;
}

export function findReview(loaded: LoadedCase, reviewId: string): FoundReview | null {
  const { state, events } = loaded;
  if (state.phase === 'none') return null;
  const found = events.findLast(
    ({ event }) => event.type === 'review-requested' && event.data.reviewId === reviewId,
  );
  if (found?.event.type !== 'review-requested') return null;
  const request = found.event.data;
  const entry = state.proposals.find(({ proposal }) => proposal.proposalId === request.proposalId);
  return entry ? { loaded, state, request, entry } : null;
}

/** Everything that a person needs to decide in seconds, from the stored case alone. */
export function packetOf({ loaded, state, request, entry }: FoundReview, now: string) {
  const { proposal, status } = entry;
  const { signal, context, plan } = state;
  const gate = status.at === 'proposed' ? null : status.gate;
  const { reviewId, why, openedAt, dueAt, reviewers } = request;
  return {
    reviewId,
    caseId: loaded.caseId,
    worker: proposal.worker,
    domain: proposal.domain,
    /** `open`, or what became of the proposal. */
    state: status.at === 'under-review' ? 'open' : status.at,
    digest: proposal.digest,
    why,
    reviewers,
    openedAt,
    dueAt,
    expiresAt: proposal.expiresAt,
    trigger: {
      signalType: signal.signalType,
      source: signal.source,
      id: signal.signalId,
      subject: signal.subject,
      occurredAt: signal.occurredAt,
      acceptedAt: signal.acceptedAt,
      body: signal.body,
      parentCase: signal.parentCase ?? null,
      parentWorker: signal.parentWorker ?? null,
    },
    action: {
      kind: proposal.actionKind,
      summary: proposal.summary,
      rationale: proposal.rationale,
      system: proposal.system,
      operation: proposal.operation,
      arguments: proposal.arguments,
      customer: proposal.customer,
      customerTier: proposal.customerTier,
      risk: proposal.risk,
      external: proposal.external,
      value: proposal.value ?? null,
      editedBy: proposal.editedBy ?? null,
    },
    confidence: proposal.confidence,
    planRationale: plan?.rationale ?? '',
    facts: (context?.records ?? []).flatMap((record) =>
      Object.entries(record.fields).map(([field, value]) => ({
        name: record.name,
        system: record.system,
        record: `${record.recordType}/${record.id}`,
        version: record.version,
        field,
        value,
        readAt: record.readAt,
        ageSeconds: Math.max(0, Math.round((millisecondsOf(now) - millisecondsOf(record.readAt)) / 1000)),
      })),
    ),
    missing: context?.missing ?? [],
    /** What the plan was given of its worker's memory, and where in the trail that stood. */
    memory: { position: context?.memoryPosition ?? '', ...recalledIn(context?.memory ?? {}) },
    findings: plan?.findings ?? [],
    gate: { reasons: gate?.reasons ?? [], stage: gate?.stage ?? '', policiesHash: gate?.policiesHash ?? '' },
    edit: editIn(loaded, entry),
    changedSince: [...request.changes, ...supersededChanges(loaded)],
    earlierDecisions: earlierDecisions(loaded),
    earlierCases: context?.earlier ?? [],
  };
}

/**
 * What a person made of the plan's arguments, or null: of a proposal that was edited, and of the one that the edit
 * minted, where the gate asks about that again.
 */
function editIn({ state }: LoadedCase, { proposal, status }: ProposalState) {
  if (status.at === 'edited') {
    const { reviewer, editedArguments } = status.decision;
    return { by: reviewer, before: proposal.arguments, after: editedArguments ?? proposal.arguments };
  }
  const from = proposal.editedFrom;
  const original = from === undefined || state.phase === 'none' ? undefined : findProposal(state, from);
  if (!original) return null;
  return {
    by: proposal.editedBy ?? '',
    before: original.proposal.arguments,
    after: proposal.arguments,
  };
}

/** As `recall` of @dws/memory writes it. */
function recalledIn({ decisions = {}, feedback = {}, corrections = [] }: JsonObject) {
  return { decisions, feedback, corrections };
}

/** What made earlier plans of this case fall away: what a reviewer who saw one of them must know. */
function supersededChanges({ events }: LoadedCase) {
  return events.flatMap(({ event }) => (event.type === 'superseded' ? event.data.changes : []));
}

function earlierDecisions({ events }: LoadedCase) {
  return events.flatMap(({ event }) => {
    if (event.type !== 'review-decided') return [];
    const { reviewId, verdict, reviewer, decidedAt, reasonCode, comment } = event.data;
    return [{ reviewId, verdict, reviewer, decidedAt, reasonCode, comment }];
  });
}
