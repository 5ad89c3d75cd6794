import { preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { sha256 } from '@dws/kernel';
import type { Authorization, AuthorizationRequest, Authorizer, PolicyEntity, PolicyFile } from '@dws/ports';
import { configError } from './config-error.ts';
import { PolicySlices } from './policy-slices.ts';
import { readPolicies } from './read-policies.ts';

const NAMESPACE = 'dws';

/**
 * Cedar policies, checked against their schema and parsed once. Requests are checked against the schema too:
 * in Cedar a missing attribute makes a `forbid` fall silent and the rest allow, so any error denies here.
 * @throws DwsError `config-invalid`
 */
export function cedarAuthorizer(schema: PolicyFile, files: readonly PolicyFile[]): Authorizer {
  const policies = readPolicies(schema, files);
  // Cedar keeps what it parsed by name for the life of the process: the same contents share one name.
  const name = sha256([schema, ...files].map(({ text }) => sha256(text)).join('\n'));
  const parsed = preparseSchema(name, schema.text);
  if (parsed.type === 'failure') throw configError(schema.name, parsed.errors);
  const slices = new PolicySlices(name, policies);
  return { decide: (request) => decide(request, name, slices) };
}

function decide(request: AuthorizationRequest, schema: string, slices: PolicySlices): Authorization {
  const principal = uidOf(request.principal);
  const action = { type: `${NAMESPACE}::Action`, id: request.action };
  const resource = uidOf(request.resource);
  try {
    const answer = statefulIsAuthorized({
      principal,
      action,
      resource,
      context: request.context as Record<string, never>,
      entities: [entityOf(request.principal), entityOf(request.resource)],
      preparsedSchemaName: schema,
      preparsedPolicySetId: slices.of(principal, action, resource),
      validateRequest: true,
    });
    if (answer.type === 'failure') return refused(answer.errors.map(({ message }) => message));
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) {
      return refused(diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`));
    }
    return { allowed: decision === 'allow', policies: diagnostics.reason.toSorted(), errors: [] };
  } catch (error) {
    return refused([error instanceof Error ? error.message : String(error)]);
  }
}

function refused(errors: readonly string[]): Authorization {
  return { allowed: false, policies: [], errors };
}

function uidOf({ type, id }: PolicyEntity) {
  return { type: `${NAMESPACE}::${type}`, id };
}

function entityOf(entity: PolicyEntity) {
  return { uid: uidOf(entity), attrs: entity.attributes as Record<string, never>, parents: [] };
}
