import { instantOf } from '@dws/application';
import { stepOf, type CaseEntry } from '../projection/case-entry.ts';

/** A case as lists show it. */
export function caseView(entry: Readonly<CaseEntry>) {
  const { caseId, worker, domain, subject, customer, signalType, source, signalId, phase } = entry;
  return {
    caseId,
    worker,
    domain,
    subject,
    customer,
    signalType,
    source,
    signalId,
    phase,
    step: stepOf(entry),
    actionKinds: entry.actionKinds,
    openReviews: entry.proposals.flatMap(({ step, review }) =>
      step === 'under-review' && review ? [review.reviewId] : [],
    ),
    heldBy: entry.holds[0]?.order ?? null,
    waitsUntil: entry.waiting.map(({ dueAt }) => dueAt).toSorted()[0] ?? null,
    acceptedAt: entry.acceptedAt,
    updatedAt: instantOf(entry.updatedAt),
    parentCase: entry.parentCase,
  };
}
