import { GateMac } from '@dws/application';
import { proposalDigest, proposalIdOf, type recordPlan } from '@dws/case';
import type { ActionProposal, EscalationRaised, GateDecided, SignalAccepted } from '@dws/contracts';
import { caseIdOf, instantOf, type JsonObject } from '@dws/kernel';

export interface Given {
  readonly subject?: string;
  readonly body?: JsonObject;
  readonly kinds?: readonly string[];
  /** Customer of each action; the subject where left out. */
  readonly customers?: readonly string[];
  readonly gate?: 'allow' | 'review' | 'deny' | 'none';
  readonly notBeforeMs?: number;
  /** Every action comes after the one before it. */
  readonly inOrder?: boolean;
  /** The hand-over that the case takes up. */
  readonly escalation?: EscalationRaised;
}

export interface PlannedCase {
  readonly caseId: string;
  readonly proposals: readonly ActionProposal[];
  readonly proposal: ActionProposal;
  readonly reviewId: string;
}

export function signalOf(id: string, now: number, given: Given): SignalAccepted {
  const { escalation } = given;
  const source = escalation ? `urn:dws:test_escalation-${escalation.escalationId}` : 'product-analytics';
  return {
    caseId: caseIdOf('churn-signal', source, id),
    worker: 'churn-signal',
    workerVersion: '1.0.0',
    domain: 'customer-experience',
    source,
    signalId: id,
    signalType: escalation ? 'escalation-raised' : 'usage.dropped',
    subject: given.subject ?? 'acc-1',
    bodyDigest: '0'.repeat(64),
    body: given.body ?? {},
    occurredAt: instantOf(now),
    acceptedAt: instantOf(now),
    topic: 'signals.customer-experience.v1',
    partition: 0,
    offset: '0',
    hops: 0,
    ...(escalation ? { parentCase: escalation.fromCase, parentWorker: escalation.fromWorker } : {}),
  };
}

export function proposalOf(
  signal: SignalAccepted,
  actionKind: string,
  ordinal: number,
  now: number,
  given: Given,
): ActionProposal {
  const { caseId, worker } = signal;
  const core = {
    caseId,
    worker,
    attempt: 1,
    ordinal,
    actionKind,
    system: actionKind === 'escalate' ? 'dws' : 'email',
    operation: actionKind,
    arguments: { to: 'kim@customer.example', text: 'How are you getting on?' },
    expects: [],
    snapshotDigest: 'a'.repeat(64),
  };
  return {
    ...core,
    proposalId: proposalIdOf(caseId, 1, ordinal),
    domain: signal.domain,
    summary: 'Send a check-in to Kim.',
    rationale: 'Usage fell by 45 %.',
    subject: signal.subject,
    customer: given.customers?.[ordinal] ?? signal.subject,
    customerTier: 'gold',
    risk: 'medium',
    external: true,
    meaningful: true,
    confidence: 0.8,
    basis: [],
    after: given.inOrder && ordinal > 0 ? [proposalIdOf(caseId, 1, ordinal - 1)] : [],
    onFailure: 'continue',
    ...(given.notBeforeMs === undefined ? {} : { notBefore: instantOf(now + given.notBeforeMs) }),
    expiresAt: instantOf(now + 24 * 3_600_000),
    digest: proposalDigest(core),
    origin: 'plan',
    proposedAt: instantOf(now),
    hops: 0,
  };
}

export function planOf(
  signal: SignalAccepted,
  proposals: readonly ActionProposal[],
  now: number,
): Parameters<typeof recordPlan>[0] {
  const at = instantOf(now);
  const snapshotDigest = 'a'.repeat(64);
  const fields = { health: 'red', plan: 'gold' };
  return {
    context: {
      attempt: 1,
      assembledAt: at,
      records: [
        {
          system: 'crm',
          recordType: 'account',
          id: signal.subject,
          version: '7',
          readAt: at,
          name: 'account',
          fields,
        },
      ],
      missing: [],
      earlier: [],
      memoryPosition: '',
      memory: {},
      snapshotDigest,
    },
    planned: {
      attempt: 1,
      plannedAt: at,
      workerVersion: '1.0.0',
      modelVersion: '',
      tablesVersion: '',
      promptVersion: '',
      snapshotDigest,
      outcome: 'act',
      confidence: 0.8,
      rationale: 'Usage fell by 45 %.',
      missingInputs: [],
      findings: [],
      memo: {},
      proposals: proposals.length,
      planDigest: 'b'.repeat(64),
    },
    proposals,
  };
}

const MAC = new GateMac(new Uint8Array(32));

export function gateOf(proposal: ActionProposal, decision: string, now: number): GateDecided {
  const unsigned: Omit<GateDecided, 'mac'> = {
    proposalId: proposal.proposalId,
    digest: proposal.digest,
    decision,
    mode: 'live',
    reasons: [],
    policiesHash: 'c'.repeat(64),
    controlRevision: -1,
    trustCell: {
      worker: proposal.worker,
      actionKind: proposal.actionKind,
      risk: proposal.risk,
      workerVersion: '1.0.0',
    },
    stage: 'supervised',
    reservations: [],
    reviewers: decision === 'review' ? ['support-lead'] : [],
    afterReview: false,
    decidedAt: instantOf(now),
  };
  return { ...unsigned, mac: MAC.of(proposal.caseId, unsigned) };
}
