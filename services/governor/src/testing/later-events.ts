import { claim, recordOutcome, referenceOf, review, type LiveCase, type Outcome } from '@dws/case';
import type { ActionProposal, ReviewDecided } from '@dws/contracts';
import type { Scene } from './scene.ts';

const AT = '2026-03-02T10:30:00.000Z';

/** Claims the first proposal of a case and ends the claim, as the executor does. */
export async function end(
  scene: Scene,
  caseId: string,
  type: 'action-failed' | 'action-in-doubt',
): Promise<void> {
  const { proposal } = await firstOf(scene, caseId);
  const { proposalId, digest } = proposal;
  const reference = referenceOf(caseId, digest);
  const claimed = { proposalId, digest, claimant: 'executor/1', claimedAt: AT, deadline: AT, reference };
  const results = await scene.ports('executor').cases.change([
    {
      caseId,
      decide: ({ state }) =>
        claim({ ...claimed, effectClass: 'K', policiesHash: '', controlRevision: -1 }, state),
    },
    { caseId, decide: ({ state }) => recordOutcome(outcomeOf(proposal, type), state) },
  ]);
  const refusal = results.find((result) => result.refusal)?.refusal;
  if (refusal) throw new Error(refusal.text);
}

function outcomeOf(proposal: ActionProposal, type: 'action-failed' | 'action-in-doubt'): Outcome {
  const { proposalId, caseId, worker, domain, subject, actionKind, digest, risk } = proposal;
  const trustCell = { worker, actionKind, risk, workerVersion: '1.0.0' };
  const common = { proposalId, caseId, worker, domain, subject, actionKind, digest, trustCell };
  return type === 'action-failed'
    ? { type, data: { ...common, failedAt: AT, code: 'system-refused', message: 'no' } }
    : { type, data: { ...common, at: AT, detail: 'no answer' } };
}

/** Approves the first proposal of a case, as a person does through the control plane. */
export async function approve(scene: Scene, caseId: string): Promise<void> {
  const { proposal, status } = await firstOf(scene, caseId);
  if (status.at !== 'under-review') throw new Error(`the proposal is ${status.at}`);
  const decision: ReviewDecided = {
    proposalId: proposal.proposalId,
    digest: proposal.digest,
    reviewId: status.review.reviewId,
    verdict: 'approve',
    reviewer: 'ada',
    openedAt: status.review.openedAt,
    decidedAt: AT,
    reasonCode: '',
    comment: '',
    editSize: 0,
    policiesHash: '',
    keyId: 'k',
    signature: '',
  };
  const ports = scene.ports('control-plane');
  const changed = await ports.cases.change([{ caseId, decide: ({ state }) => review(decision, state) }]);
  await ports.publisher.fromStore(
    changed.flatMap(({ loaded, appended }) => appended.map((event) => ({ loaded, event }))),
  );
}

async function firstOf(scene: Scene, caseId: string): Promise<LiveCase['proposals'][number]> {
  const { state } = await scene.caseOf(caseId);
  const entry = state.phase === 'none' ? undefined : state.proposals[0];
  if (!entry) throw new Error(`case ${caseId} has no proposal`);
  return entry;
}
