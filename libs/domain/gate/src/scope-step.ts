import { ask } from './ask.ts';
import type { GateEngines } from './engines.ts';
import type { GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import { finding, type Finding } from './verdict.ts';

/** Whether the policies permit this worker this action. A refusal that names policies is a prohibition. */
export function scopeStep(
  facts: GateFacts,
  { manifest, stage }: RegisteredWorker,
  engines: GateEngines,
): Finding {
  const { worker, actionKind, system, operation, risk, external, meaningful, path, fields } = facts;
  const { allowed, policies, errors } = ask(() =>
    engines.authorize({
      principal: { type: 'Worker', id: worker, attributes: { domain: manifest.domain, stage } },
      action: 'propose',
      resource: { type: 'Operation', id: `${system}/${operation}`, attributes: { system, operation } },
      context: { kind: actionKind, risk, external, meaningful, path, fields },
    }),
  );
  const [error] = errors;
  if (error !== undefined) {
    return finding('scope', 'policy-error', `a policy could not be evaluated: ${error}`, 'deny');
  }
  if (allowed) return finding('scope', 'permitted', `permitted by ${policies.join(', ')}`);
  if (policies.length > 0)
    return finding('prohibition', 'prohibited', `prohibited by ${policies.join(', ')}`, 'deny');
  const text = `no policy permits ${worker} to ${actionKind} by ${system}/${operation}`;
  return finding('scope', 'out-of-scope', text, 'deny');
}
