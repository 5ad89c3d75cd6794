import { endsWait, type CaseEvent, type CaseEventType } from '@dws/case';
import type { Frozen } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { CaseEntry, ProposalEntry, ProposalStep } from './case-entry.ts';

const decoder = new TextDecoder();

/** Where a hand-over comes from: the stream of the escalation. */
const ESCALATION = /^urn:dws:(?:[a-z][a-z0-9-]*_)?escalation-([0-9a-f-]{36})$/;

/** Events whose content the index has no use for: by far the largest ones among them. */
const TYPE_IS_ENOUGH: ReadonlySet<string> = new Set<CaseEventType>(['context-assembled', 'planned']);

/**
 * Content as it stands in the store. It was validated when it was written, and checking it again would halve the
 * speed of a rebuild. Protected fields stay protected: nothing of them is kept.
 */
export function contentOf(event: RecordedEvent): CaseEvent {
  const data: unknown = TYPE_IS_ENOUGH.has(event.type) ? {} : JSON.parse(decoder.decode(event.data));
  return { type: event.type, data } as CaseEvent;
}

export function openEntry(event: RecordedEvent): CaseEntry {
  const content = contentOf(event);
  if (content.type !== 'signal-accepted')
    throw new Error(`${event.stream} begins with ${event.type}, expected signal-accepted`);
  const { caseId, worker, domain, subject, signalType, source, signalId, acceptedAt, parentCase } =
    content.data;
  return {
    caseId,
    worker,
    domain,
    subject,
    signalType,
    source,
    signalId,
    acceptedAt,
    parentCase: parentCase ?? null,
    escalation: parentCase === undefined ? null : (ESCALATION.exec(source)?.[1] ?? null),
    order: Number(event.position.commit),
    revision: event.revision,
    updatedAt: event.createdAt,
    phase: 'accepted',
    outcome: '',
    customer: '',
    actionKinds: [],
    proposals: [],
    reviewIds: [],
    holds: [],
    waiting: [],
    fired: null,
    queuedAt: '',
  };
}

/** The same steps as `evolve` of @dws/case, on what the index keeps. */
export function foldEntry(entry: CaseEntry, event: RecordedEvent): void {
  const content = contentOf(event);
  entry.revision = event.revision;
  entry.updatedAt = event.createdAt;
  if (entry.waiting.some((wait) => endsWait(wait, content)))
    entry.waiting = entry.waiting.filter((wait) => !endsWait(wait, content));
  switch (content.type) {
    case 'planned':
      entry.phase = 'open';
      return;
    case 'action-proposal':
      entry.proposals.push(proposalEntry(content.data));
      if (!entry.actionKinds.includes(content.data.actionKind))
        entry.actionKinds.push(content.data.actionKind);
      entry.customer = content.data.customer || entry.customer;
      return;
    case 'gate-decided': {
      const { mode, decision, proposalId } = content.data;
      step(entry, proposalId, mode === 'shadow' ? 'shadowed' : decision === 'deny' ? 'denied' : 'allowed');
      return;
    }
    case 'review-requested': {
      const { proposalId, reviewId, reviewers, openedAt, dueAt } = content.data;
      const proposal = step(entry, proposalId, 'under-review');
      if (proposal) proposal.review = { reviewId, reviewers, openedAt, dueAt };
      entry.reviewIds.push(reviewId);
      return;
    }
    case 'review-decided': {
      const { proposalId, verdict } = content.data;
      step(
        entry,
        proposalId,
        verdict === 'approve' ? 'approved' : verdict === 'edit' ? 'edited' : 'rejected',
      );
      return;
    }
    case 'waiting': {
      const { dueAt, reason, wakes, proposalId } = content.data;
      const wait = { dueAt, reason, wakes, ...(proposalId === undefined ? {} : { proposalId }) };
      entry.waiting = [...entry.waiting, wait];
      return;
    }
    case 'frozen':
      entry.holds = [...without(entry, content.data.order), holdIn(content.data)];
      return;
    case 'released':
      entry.holds = without(entry, content.data.order);
      return;
    case 'superseded':
      for (const id of content.data.proposalIds) step(entry, id, 'superseded');
      if (content.data.replan) entry.phase = 'accepted';
      return;
    case 'expired':
      step(entry, content.data.proposalId, 'expired');
      return;
    case 'claimed':
      step(entry, content.data.proposalId, 'claimed');
      return;
    case 'action-executed': {
      let done = step(entry, content.data.proposalId, 'executed');
      // What was edited is done when the proposal that replaced it is.
      while (done) {
        done.executedAt = content.data.executedAt;
        const { editedFrom } = done;
        done = entry.proposals.find(({ proposalId }) => proposalId === editedFrom);
      }
      return;
    }
    case 'action-failed':
      step(entry, content.data.proposalId, 'failed');
      return;
    case 'action-in-doubt':
      step(entry, content.data.proposalId, 'in-doubt');
      return;
    case 'reversal-claimed':
      step(entry, content.data.proposalId, 'reversing');
      return;
    case 'action-reversed':
      step(entry, content.data.proposalId, 'reversed');
      return;
    case 'reversal-failed':
    case 'reversal-in-doubt':
      step(entry, content.data.proposalId, content.type);
      return;
    case 'closed':
      entry.phase = 'closed';
      entry.outcome = content.data.outcome;
      // What is settled is in the stream; the index stays small however long the company runs.
      entry.proposals = [];
      return;
    case 'feedback':
      if (content.data.reopens && entry.phase === 'closed') entry.phase = 'accepted';
      return;
    case 'signal-accepted':
    case 'context-assembled':
    case 'doubt-settled':
      return;
  }
}

function holdIn({ order, grain, target }: Frozen): CaseEntry['holds'][number] {
  return { order, ...(grain === undefined ? {} : { grain }), ...(target === undefined ? {} : { target }) };
}

function without({ holds }: CaseEntry, order: string): CaseEntry['holds'] {
  return holds.filter((hold) => hold.order !== order);
}

function proposalEntry(data: Extract<CaseEvent, { type: 'action-proposal' }>['data']): ProposalEntry {
  const { proposalId, actionKind, customer, after, notBefore, expiresAt, editedFrom, reversal } = data;
  return {
    proposalId,
    actionKind,
    customer,
    after,
    notBefore: notBefore ?? null,
    expiresAt,
    editedFrom: editedFrom ?? null,
    reversible: reversal !== undefined,
    insistedOn: data.onFailure === 'reverse',
    step: 'proposed',
    review: null,
    executedAt: null,
  };
}

/** A proposal that was dropped when its case closed may still be named by a later event. */
function step(entry: CaseEntry, proposalId: string, to: ProposalStep): ProposalEntry | undefined {
  const proposal = entry.proposals.find((known) => known.proposalId === proposalId);
  if (proposal) proposal.step = to;
  return proposal;
}
