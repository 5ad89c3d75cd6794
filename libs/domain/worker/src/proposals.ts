import { proposalDigest, proposalIdOf } from '@dws/case';
import type { ActionProposal, ContextAssembled, RecordRef, SignalAccepted } from '@dws/contracts';
import type { Instant } from '@dws/kernel';
import { intentOf } from './intent.ts';
import { declarationOf, type WorkerManifest } from './manifest.ts';
import type { Plan, PlannedAction } from './plan.ts';
import type { StandingIntents } from './standing-intents.ts';

/**
 * The proposals of a plan, with ids and digests that follow from case, attempt and place alone.
 * A plan made again does not repeat what an earlier plan of the case did or is about to do; what was to come after
 * that waits for its end.
 * @throws Error when the plan names an action kind that its manifest does not declare: a bug of the worker.
 */
export function proposalsOf(
  plan: Plan,
  manifest: WorkerManifest,
  signal: SignalAccepted,
  context: ContextAssembled,
  now: Instant,
  addSeconds: (instant: Instant, seconds: number) => Instant,
  standing: StandingIntents = new Map(),
): readonly ActionProposal[] {
  const { caseId } = signal;
  const basis = context.records.map(refOf);
  /** The proposal that stands for the action at this place already, null where it is done, undefined where none does. */
  const standsFor = (place: number): string | null | undefined => {
    const action = plan.actions[place];
    return action && standing.get(intentOf(action.kind, action.arguments));
  };
  return plan.actions.flatMap((action, ordinal): ActionProposal[] => {
    if (standsFor(ordinal) !== undefined) return [];
    const declared = declarationOf(manifest, action.kind);
    if (!declared)
      throw new Error(`${manifest.id} plans "${action.kind}", which its manifest does not declare`);
    const core = {
      caseId,
      worker: manifest.id,
      attempt: context.attempt,
      ordinal,
      actionKind: action.kind,
      system: declared.system,
      operation: declared.operation,
      arguments: action.arguments,
      expects: expectsOf(action, context),
      snapshotDigest: context.snapshotDigest,
    };
    return [
      {
        ...core,
        proposalId: proposalIdOf(caseId, context.attempt, ordinal),
        domain: manifest.domain,
        summary: action.summary,
        rationale: action.rationale,
        subject: signal.subject,
        customer: action.customer ?? '',
        customerTier: action.customerTier ?? '',
        risk: declared.risk,
        external: declared.external,
        meaningful: declared.meaningful,
        confidence: action.confidence,
        ...(action.value ? { value: action.value } : {}),
        basis,
        after: (action.after ?? [])
          .map((place) => {
            const earlier = standsFor(place);
            return earlier === undefined ? proposalIdOf(caseId, context.attempt, place) : earlier;
          })
          .filter((id) => id !== null),
        onFailure: action.onFailure ?? 'continue',
        ...(declared.reversal ? { reversal: declared.reversal } : {}),
        ...(declared.delaySeconds ? { notBefore: addSeconds(now, declared.delaySeconds) } : {}),
        expiresAt: addSeconds(now, declared.expiresAfterHours * 3600),
        digest: proposalDigest(core),
        origin: 'plan',
        proposedAt: now,
        hops: signal.hops,
      },
    ];
  });
}

function expectsOf(action: PlannedAction, context: ContextAssembled): RecordRef[] {
  return (action.expects ?? []).flatMap((name) =>
    context.records.filter((record) => record.name === name).map(refOf),
  );
}

function refOf({ system, recordType, id, version }: RecordRef): RecordRef {
  return { system, recordType, id, version };
}
