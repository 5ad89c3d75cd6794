import { nowOf, type LoadedCase, type ServicePorts } from '@dws/application';
import { findProposal, review, reviewSignatureText, type RefusalCode } from '@dws/case';
import type { ReviewDecided } from '@dws/contracts';
import { DwsError, type ErrorCode, type JsonObject } from '@dws/kernel';
import type { Signer } from '@dws/ports';
import type { PersonLog } from '../people/person-log.ts';
import type { Person } from '../people/people.ts';
import type { Projection } from '../projection/projection.ts';
import { editSize } from './edit-size.ts';
import { findReview, type FoundReview } from './packet.ts';
import { whyNotReviewer } from './separation.ts';

export type Verdict = 'approve' | 'edit' | 'reject';

export interface Judgement {
  /** Digest that the packet showed. */
  readonly digest: string;
  readonly reasonCode: string;
  readonly comment: string;
  readonly rating?: number | undefined;
  readonly editedArguments?: JsonObject | undefined;
}

export interface ReviewDeskOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly signer: Signer;
  readonly people: PersonLog;
}

const CODES: Partial<Record<RefusalCode, ErrorCode>> = {
  'digest-mismatch': 'review-stale',
  'editor-needs-arguments': 'argument-invalid',
};

/** Lets people decide, on exactly what they were shown. */
export class ReviewDesk {
  readonly #options: ReviewDeskOptions;

  constructor(options: ReviewDeskOptions) {
    this.#options = options;
  }

  /** @throws DwsError `not-found` */
  async find(reviewId: string): Promise<FoundReview> {
    const { ports, projection } = this.#options;
    const known = projection.cases.byReview(reviewId);
    const [loaded] = known ? await ports.cases.reload([known.caseId]) : [];
    const found = loaded ? findReview(loaded, reviewId) : null;
    if (!found) throw new DwsError('not-found', `there is no review ${reviewId}`, { reviewId });
    return found;
  }

  /**
   * Signs and appends the decision. Of two people at once one wins.
   * @throws DwsError `not-found`, `review-not-permitted`, `review-not-open`, `review-stale`, `argument-invalid`
   */
  async decide(
    reviewId: string,
    verdict: Verdict,
    person: Person,
    judgement: Judgement,
  ): Promise<LoadedCase> {
    const { ports, people } = this.#options;
    const { loaded, state, request, entry } = await this.find(reviewId);
    const reason = whyNotReviewer(person, request.reviewers, entry, state);
    if (reason !== null)
      return people.deny(person, `review.${verdict}`, reviewId, reason, 'review-not-permitted');
    const decision = await this.#signed(loaded.caseId, { request, entry }, verdict, person, judgement);
    const [changed] = await ports.cases.change([
      { caseId: loaded.caseId, causation: reviewId, decide: (now) => review(decision, now.state) },
    ]);
    if (!changed || changed.refusal) throw refused(changed?.refusal, changed?.loaded ?? loaded, decision);
    await ports.probe('relay:after-review-append');
    return changed.loaded;
  }

  async #signed(
    caseId: string,
    { request, entry: { proposal, status } }: Pick<FoundReview, 'request' | 'entry'>,
    verdict: Verdict,
    person: Person,
    { digest, reasonCode, comment, rating, editedArguments }: Judgement,
  ): Promise<ReviewDecided> {
    const { ports, signer } = this.#options;
    const edited = verdict === 'edit' ? editedArguments : undefined;
    if (verdict === 'edit' && !edited)
      throw new DwsError('argument-invalid', 'an edit needs editedArguments', { field: 'editedArguments' });
    const size = edited ? editSize(proposal.arguments, edited) : 0;
    if (edited && size === 0)
      throw new DwsError('argument-invalid', 'the edited arguments are the proposed ones: approve them', {
        field: 'editedArguments',
      });
    const unsigned = {
      proposalId: request.proposalId,
      digest,
      reviewId: request.reviewId,
      verdict,
      reviewer: person.id,
      openedAt: request.openedAt,
      decidedAt: nowOf(ports.clock),
      reasonCode,
      comment,
      editSize: size,
      ...(edited ? { editedArguments: edited } : {}),
      ...(rating === undefined ? {} : { rating }),
      actionKind: proposal.actionKind,
      policiesHash: status.at === 'proposed' ? '' : (status.gate?.policiesHash ?? ''),
      keyId: signer.keyId,
    };
    return { ...unsigned, signature: await signer.sign(reviewSignatureText(caseId, unsigned)) };
  }
}

function refused(
  refusal: { readonly code: RefusalCode; readonly text: string } | undefined,
  { state }: LoadedCase,
  decision: ReviewDecided,
): DwsError {
  const code = (refusal && CODES[refusal.code]) ?? 'review-not-open';
  const now = state.phase === 'none' ? undefined : findProposal(state, decision.proposalId)?.status;
  const by = now && 'decision' in now ? ` by ${now.decision.reviewer}` : '';
  const { reviewId } = decision;
  return new DwsError(code, `${refusal?.text ?? 'the review is not open'}${by}`, { reviewId });
}
