import type { ActionProposal, EscalationRaised } from '@dws/contracts';
import { deterministicId, DwsError, type Instant, type JsonObject, type JsonValue } from '@dws/kernel';
import { pathFlaw, type EscalationPath } from './path.ts';

/** Hand-overs after which a chain is a loop. */
export const MAX_ESCALATION_HOPS = 6;

export function escalationIdOf(caseId: string, digest: string): string {
  return deterministicId('escalation', caseId, digest);
}

/**
 * The hand-over that an allowed proposal of kind `escalate` becomes. Only the facts that the path names cross.
 * @throws DwsError `system-refused` when the path is unknown, unapproved, from another domain, or would loop
 */
export function raiseEscalation(
  proposal: ActionProposal,
  paths: ReadonlyMap<string, EscalationPath>,
  now: Instant,
  dueAt: (hours: number) => Instant,
): EscalationRaised {
  const name = proposal.arguments['path'];
  const path = typeof name === 'string' ? paths.get(name) : undefined;
  if (!path) throw refused(`there is no escalation path ${JSON.stringify(name)}`);
  const flaw =
    pathFlaw(path) ??
    (path.fromDomain === proposal.domain
      ? null
      : `${path.id} leads out of ${path.fromDomain}, not ${proposal.domain}`);
  if (flaw) throw refused(flaw);
  const hops = proposal.hops + 1;
  if (hops > MAX_ESCALATION_HOPS)
    throw refused(`handed over ${hops} times; more than ${MAX_ESCALATION_HOPS} is a loop`);
  return {
    escalationId: escalationIdOf(proposal.caseId, proposal.digest),
    path: path.id,
    fromDomain: path.fromDomain,
    toDomain: path.toDomain,
    fromWorker: proposal.worker,
    fromCase: proposal.caseId,
    digest: proposal.digest,
    trigger: path.trigger,
    subject: proposal.subject,
    owner: path.owner,
    context: carried(proposal.arguments['context'], path.context),
    permittedActions: [...path.permittedActions],
    reviewRule: path.reviewRule,
    completion: path.completion,
    dueAt: dueAt(path.deadlineHours),
    failureOwner: path.failureOwner,
    raisedAt: now,
    hops,
  };
}

function carried(context: JsonValue | undefined, names: readonly string[]): JsonObject {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return {};
  const facts = context as JsonObject;
  return Object.fromEntries(
    names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  );
}

function refused(message: string): DwsError {
  return new DwsError('system-refused', message);
}
