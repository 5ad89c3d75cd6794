import type {
  ActionProposal,
  ContextRecord,
  DoubtSettled,
  EarlierCase,
  GateDecided,
  MissingInput,
  ReviewDecided,
} from '@dws/contracts';
import { canonicalJson, deterministicId, digestOf, sha256, type Digest, type JsonObject } from '@dws/kernel';

/** What the proposals of a plan rest on: every record version and field that was read, and what was not there. */
export function snapshotDigest(
  records: readonly ContextRecord[],
  missing: readonly MissingInput[],
  earlier: readonly EarlierCase[],
): Digest {
  return digestOf({
    records: records.map(({ system, recordType, id, version, name, fields }) => ({
      system,
      recordType,
      id,
      version,
      name,
      fields,
    })),
    missing: missing.map(({ name, reason }) => ({ name, reason })),
    earlier: earlier.map(({ caseId, phase, outcome, actions }) => ({ caseId, phase, outcome, actions })),
  });
}

/** Exactly what an allow or an approval permits. Anything that could change what happens is part of it. */
export function proposalDigest(
  proposal: Pick<
    ActionProposal,
    | 'worker'
    | 'caseId'
    | 'actionKind'
    | 'system'
    | 'operation'
    | 'snapshotDigest'
    | 'attempt'
    | 'ordinal'
    | 'expects'
  > & {
    readonly arguments: JsonObject;
  },
): Digest {
  const { worker, caseId, actionKind, system, operation, attempt, ordinal, expects } = proposal;
  return sha256(
    canonicalJson({
      worker,
      caseId,
      actionKind,
      system,
      operation,
      attempt,
      ordinal,
      arguments: proposal.arguments,
      expects: expects.map((ref) => `${ref.system}/${ref.recordType}/${ref.id}@${ref.version}`),
      snapshot: proposal.snapshotDigest,
    }),
  );
}

export function proposalIdOf(caseId: string, attempt: number, ordinal: number): string {
  return deterministicId('proposal', caseId, String(attempt), String(ordinal));
}

/** An edit is a proposal of its own, named by what the person wrote. */
export function editedProposalIdOf(proposalId: string, digest: Digest): string {
  return deterministicId('edited-proposal', proposalId, digest);
}

/** `round`: how often a person is asked about this digest, from 1. An answer to one question answers no other. */
export function reviewIdOf(caseId: string, digest: Digest, round = 1): string {
  const place = round === 1 ? [] : [String(round)];
  return deterministicId('review', caseId, digest, ...place);
}

/**
 * Idempotency key and reference in the business system. It rests on what is done, never on the attempt to do it:
 * a retry after a crash must carry the same one.
 */
export function referenceOf(caseId: string, digest: Digest): string {
  return deterministicId('reference', caseId, digest);
}

/** The same for the write that undoes it. */
export function reversalReferenceOf(caseId: string, digest: Digest): string {
  return deterministicId('reversal', caseId, digest);
}

/** The bytes that a gate decision's MAC is taken over. */
export function gateMacText(caseId: string, gate: Omit<GateDecided, 'mac'>): string {
  return ['gate', caseId, gate.proposalId, gate.digest, gate.decision, gate.mode, gate.policiesHash].join(
    '\n',
  );
}

/** The bytes that a review decision's signature is taken over. */
export function reviewSignatureText(caseId: string, decision: Omit<ReviewDecided, 'signature'>): string {
  const edit = decision.editedArguments ? digestOf(decision.editedArguments) : '';
  const { reviewId, digest, verdict, reviewer, decidedAt, keyId } = decision;
  return ['review', caseId, reviewId, digest, verdict, reviewer, decidedAt, edit, keyId].join('\n');
}

/** The bytes that the signature of a person's word on an action in doubt is taken over. */
export function settlementSignatureText(caseId: string, settled: Omit<DoubtSettled, 'signature'>): string {
  const { proposalId, digest, reference, verdict, person, settledAt, evidence, note, keyId } = settled;
  const said = digestOf({ evidence, note });
  return ['settle', caseId, proposalId, digest, reference, verdict, person, settledAt, said, keyId].join(
    '\n',
  );
}
