import { declarationOf, MATURITY_STAGES, type ActionDeclaration, type WorkerManifest } from '@dws/worker';
import type { GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import { finding, type Finding } from './verdict.ts';

/** Whether this worker, in this version, was approved to work here. */
export function statusStep(
  { worker, domain, workerVersion }: GateFacts,
  registered: RegisteredWorker,
): Finding {
  const { manifest, status, codeHash, runningCodeHash, stage } = registered;
  const deny = (code: string, text: string): Finding => finding('status', code, text, 'deny');
  if (status !== 'active' && status !== 'shadow') return deny('worker-not-active', `${worker} is ${status}`);
  if (!MATURITY_STAGES.includes(stage)) return deny('stage-unknown', `stage "${stage}" is not known`);
  if (manifest.domain !== domain)
    return deny('wrong-domain', `${worker} belongs to ${manifest.domain}, not ${domain}`);
  if (manifest.version !== workerVersion) {
    return deny(
      'version-not-approved',
      `planned by version "${workerVersion}", approved is ${manifest.version}`,
    );
  }
  if (runningCodeHash !== undefined && runningCodeHash !== codeHash) {
    return deny('code-not-approved', 'the code that runs is not the code that was approved');
  }
  return finding('status', 'worker-active', `${worker} ${manifest.version} is ${status} at stage ${stage}`);
}

const DECLARED = [
  'system',
  'operation',
  'risk',
  'external',
  'meaningful',
] as const satisfies readonly (keyof ActionDeclaration & keyof GateFacts)[];

/** A proposal says how risky it is; what counts is what was approved. */
export function declarationStep(facts: GateFacts, manifest: WorkerManifest): Finding {
  const { worker, actionKind, path } = facts;
  if (manifest.prohibited.includes(actionKind)) {
    return finding('prohibition', 'prohibited-by-manifest', `${worker} must never ${actionKind}`, 'deny');
  }
  const declared = declarationOf(manifest, actionKind);
  if (!declared)
    return finding('scope', 'not-in-manifest', `${worker} does not declare ${actionKind}`, 'deny');
  const differs = DECLARED.find((member) => declared[member] !== facts[member]);
  if (differs) {
    const text = `${actionKind} is declared with ${differs} ${String(declared[differs])}, proposed with ${String(facts[differs])}`;
    return finding('scope', 'not-as-declared', text, 'deny');
  }
  if (actionKind === 'escalate' && !manifest.escalations.includes(path)) {
    return finding('scope', 'path-not-approved', `${worker} may not escalate on path "${path}"`, 'deny');
  }
  return finding('scope', 'declared', `${actionKind} is declared so`);
}
