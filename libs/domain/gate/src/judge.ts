import { declarationOf, MATURITY_STAGES, type ActionDeclaration, type WorkerManifest } from '@dws/worker';
import { mayApprove } from './approval.ts';
import { checkpointStep } from './checkpoint-step.ts';
import { ask } from './ask.ts';
import type { CheckpointRow, GateEngines } from './engines.ts';
import type { GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import { Steps, type Verdict } from './verdict.ts';

/**
 * Holds a proposal to everything that its facts alone decide, in the gate's order: status, declaration, scope,
 * prohibitions, stage, checkpoint. The strictest step stands, and what cannot be evaluated denies. Control orders
 * come before and limits after, because they change from one moment to the next.
 */
export function judge(facts: GateFacts, worker: RegisteredWorker | null, engines: GateEngines): Verdict {
  const steps = new Steps();
  if (!worker) {
    steps.note('status', 'worker-not-registered', `${facts.worker} is not registered here`, 'deny');
    return verdictOf(steps, 'live', 'unregistered', engines);
  }
  const mode = worker.status === 'shadow' || worker.stage === 'shadow' ? 'shadow' : 'live';
  statusStep(facts, worker, steps);
  if (steps.result !== 'deny') declarationStep(facts, worker.manifest, steps);
  if (steps.result !== 'deny') scopeStep(facts, worker, engines, steps);
  if (steps.result === 'deny') return verdictOf(steps, mode, worker.stage, engines);
  stageStep(facts, worker.stage, steps);
  const asked = checkpointStep(engines.checkpoint, steps);
  const verdict = verdictOf(steps, mode, worker.stage, engines, asked);
  return facts.edit && verdict.result === 'review'
    ? mayApprove(facts, facts.edit, worker, engines, verdict, asked.secondPerson)
    : verdict;
}

/** The row that the checkpoint table is asked for. */
export function checkpointRow(facts: GateFacts, worker: RegisteredWorker | null): CheckpointRow {
  const { actionKind, risk, external, meaningful, confidence, customerTier, valueMinor, currency, category } =
    facts;
  const stage = worker?.stage ?? '';
  const money = { valueMinor, currency };
  return {
    worker: facts.worker,
    actionKind,
    risk,
    external,
    meaningful,
    confidence,
    customerTier,
    ...money,
    category,
    stage,
  };
}

function statusStep(
  facts: GateFacts,
  { manifest, status, codeHash, runningCodeHash, stage }: RegisteredWorker,
  steps: Steps,
): void {
  const deny = (code: string, text: string): void => {
    steps.note('status', code, text, 'deny');
  };
  if (status !== 'active' && status !== 'shadow')
    return deny('worker-not-active', `${facts.worker} is ${status}`);
  if (!MATURITY_STAGES.includes(stage)) return deny('stage-unknown', `stage "${stage}" is not known`);
  if (manifest.domain !== facts.domain)
    return deny('wrong-domain', `${facts.worker} belongs to ${manifest.domain}, not ${facts.domain}`);
  if (manifest.version !== facts.workerVersion) {
    return deny(
      'version-not-approved',
      `planned by version ${facts.workerVersion || '?'}, approved is ${manifest.version}`,
    );
  }
  if (runningCodeHash !== undefined && runningCodeHash !== codeHash) {
    return deny('code-not-approved', 'the code that runs is not the code that was approved');
  }
  steps.note('status', 'worker-active', `${facts.worker} ${manifest.version} is ${status} at stage ${stage}`);
}

/** A proposal says how risky it is; what counts is what was approved. */
function declarationStep(facts: GateFacts, manifest: WorkerManifest, steps: Steps): void {
  const declared = declarationOf(manifest, facts.actionKind);
  if (manifest.prohibited.includes(facts.actionKind)) {
    return steps.note(
      'prohibition',
      'prohibited-by-manifest',
      `${facts.worker} must never ${facts.actionKind}`,
      'deny',
    );
  }
  if (!declared) {
    return steps.note(
      'scope',
      'not-in-manifest',
      `${facts.worker} does not declare ${facts.actionKind}`,
      'deny',
    );
  }
  const differs = DECLARED.find((member) => declared[member] !== facts[member]);
  if (differs) {
    const text = `${facts.actionKind} is declared with ${differs} ${String(declared[differs])}, proposed with ${String(facts[differs])}`;
    return steps.note('scope', 'not-as-declared', text, 'deny');
  }
  if (facts.actionKind === 'escalate' && !manifest.escalations.includes(facts.path)) {
    const text = `${facts.worker} may not escalate on path "${facts.path}"`;
    return steps.note('scope', 'path-not-approved', text, 'deny');
  }
}

const DECLARED = [
  'system',
  'operation',
  'risk',
  'external',
  'meaningful',
] as const satisfies readonly (keyof ActionDeclaration & keyof GateFacts)[];

function scopeStep(
  facts: GateFacts,
  { manifest, stage }: RegisteredWorker,
  engines: GateEngines,
  steps: Steps,
): void {
  const { actionKind, system, operation, risk, external, meaningful, path } = facts;
  const answer = ask(() =>
    engines.authorize({
      principal: {
        type: 'Worker',
        id: facts.worker,
        attributes: {
          domain: manifest.domain,
          stage,
          actions: manifest.actions.map((action) => `${action.kind} ${action.system}/${action.operation}`),
        },
      },
      action: 'propose',
      resource: { type: 'Operation', id: `${system}/${operation}`, attributes: { system, operation } },
      context: {
        kind: actionKind,
        risk,
        external,
        meaningful,
        path,
        declared: `${actionKind} ${system}/${operation}`,
      },
    }),
  );
  const [error] = answer.errors;
  if (error !== undefined) {
    steps.note('scope', 'policy-error', `a policy could not be evaluated: ${error}`, 'deny');
  } else if (answer.allowed) {
    steps.note('scope', 'permitted', `permitted by ${answer.policies.join(', ')}`);
  } else if (answer.policies.length > 0) {
    steps.note('prohibition', 'prohibited', `prohibited by ${answer.policies.join(', ')}`, 'deny');
  } else {
    steps.note(
      'scope',
      'out-of-scope',
      `no policy permits ${facts.worker} to ${actionKind} by ${system}/${operation}`,
      'deny',
    );
  }
}

/** What a stage asks for whatever the table says. */
function stageStep({ meaningful, risk }: GateFacts, stage: string, steps: Steps): void {
  if (!meaningful)
    return steps.note(
      'stage',
      'not-meaningful',
      'nothing others rely on changes: no stage asks for a person',
    );
  if (stage === 'assistive' || stage === 'shadow') {
    return steps.note(
      'stage',
      'assistive',
      'at this stage a person approves every meaningful output',
      'review',
    );
  }
  if (stage === 'supervised' && risk !== 'low') {
    return steps.note(
      'stage',
      'supervised',
      `at this stage a person approves what is of ${risk} risk`,
      'review',
    );
  }
  steps.note('stage', stage, `stage ${stage} leaves it to the checkpoint table`);
}

interface Asked {
  readonly reviewers?: readonly string[];
  readonly deadlineHours?: number;
}

function verdictOf(
  steps: Steps,
  mode: Verdict['mode'],
  stage: string,
  { defaults }: GateEngines,
  asks: Asked = {},
): Verdict {
  const { result, reasons, why } = steps;
  const review = result === 'review';
  return {
    result,
    mode,
    stage,
    reasons,
    why: review ? why : '',
    reviewers: review ? (asks.reviewers ?? defaults.reviewers) : [],
    deadlineHours: review ? (asks.deadlineHours ?? defaults.deadlineHours) : 0,
  };
}
