import { approvedByEditor } from './approval.ts';
import { checkpointStep } from './checkpoint-step.ts';
import type { CheckpointAnswer, CheckpointRow, GateEngines, ReviewDefaults } from './engines.ts';
import type { GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import { scopeStep } from './scope-step.ts';
import { stageStep } from './stage-step.ts';
import { declarationStep, statusStep } from './status-step.ts';
import { finding, verdictOf, type AskedReview, type Finding, type Verdict } from './verdict.ts';

/**
 * Holds a proposal to everything that its facts alone decide, in the gate's order: status, declaration, scope and
 * prohibitions, stage, checkpoint. The strictest step stands, and what cannot be evaluated denies. Control orders
 * come before and limits after, because they change from one moment to the next.
 */
export function judge(facts: GateFacts, worker: RegisteredWorker | null, engines: GateEngines): Verdict {
  const { checkpoint, defaults } = engines;
  if (!worker) {
    const unknown = finding(
      'status',
      'worker-not-registered',
      `${facts.worker} is not registered here`,
      'deny',
    );
    return verdictOf([unknown], { mode: 'live', stage: 'unregistered' }, defaults);
  }
  const shadow = worker.status === 'shadow' || worker.stage === 'shadow';
  const cell = { mode: shadow ? 'shadow' : 'live', stage: worker.stage } as const;
  const findings: Finding[] = [];
  for (const step of [
    () => statusStep(facts, worker),
    () => declarationStep(facts, worker.manifest),
    () => scopeStep(facts, worker, engines),
  ]) {
    findings.push(step());
    // What may not be done at all is not weighed further: the reasons name the first step that refused.
    if (findings.at(-1)?.result === 'deny') return verdictOf(findings, cell, defaults);
  }
  findings.push(stageStep(facts, worker.stage), checkpointStep(checkpoint));
  const verdict = verdictOf(findings, cell, askedBy(checkpoint, defaults));
  if (!facts.edit || verdict.result !== 'review') return verdict;
  const secondPerson = checkpoint === null || checkpoint instanceof Error || checkpoint.secondPerson;
  return approvedByEditor({ facts, edit: facts.edit, worker, engines, verdict, secondPerson });
}

/** The row that the checkpoint table is asked for. */
export function checkpointRow(facts: GateFacts, worker: RegisteredWorker | null): CheckpointRow {
  const { actionKind, risk, external, meaningful, confidence, customerTier, valueMinor, currency, category } =
    facts;
  return {
    worker: facts.worker,
    actionKind,
    operation: `${facts.system}/${facts.operation}`,
    risk,
    external,
    meaningful,
    confidence,
    customerTier,
    valueMinor,
    currency,
    category,
    stage: worker?.stage ?? '',
  };
}

function askedBy(checkpoint: CheckpointAnswer | Error | null, defaults: ReviewDefaults): AskedReview {
  if (checkpoint === null || checkpoint instanceof Error) return defaults;
  const { reviewers, deadlineHours } = checkpoint;
  return {
    reviewers: reviewers.length > 0 ? reviewers : defaults.reviewers,
    deadlineHours: deadlineHours > 0 ? deadlineHours : defaults.deadlineHours,
  };
}
