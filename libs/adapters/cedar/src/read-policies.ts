import { policySetTextToParts, policyToJson, validate } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFile } from '@dws/ports';
import { configError } from './config-error.ts';
import { headOf, type PolicyHead } from './policy-head.ts';

export interface ReadPolicy {
  readonly id: string;
  readonly text: string;
  readonly head: PolicyHead;
}

/**
 * The policies of all files, each checked against the schema. Decisions record the `@id`, so every policy must
 * carry one of its own.
 * @throws DwsError `config-invalid`
 */
export function readPolicies(schema: PolicyFile, files: readonly PolicyFile[]): readonly ReadPolicy[] {
  const seen = new Set<string>();
  return files.flatMap((file) => {
    const policies = policiesOf(file);
    for (const { id } of policies) {
      if (seen.has(id)) throw configError(file.name, [{ message: `there is a policy "${id}" already` }]);
      seen.add(id);
    }
    check(schema, file, policies);
    return policies;
  });
}

function policiesOf(file: PolicyFile): readonly ReadPolicy[] {
  const parts = policySetTextToParts(file.text);
  if (parts.type === 'failure') throw configError(file.name, parts.errors);
  if (parts.policy_templates.length > 0) {
    throw configError(file.name, [{ message: 'expected policies only, found a template' }]);
  }
  return parts.policies.map((text) => {
    const parsed = policyToJson(text);
    if (parsed.type === 'failure') throw configError(file.name, parsed.errors);
    const id = parsed.json.annotations?.['id'];
    if (!id) throw configError(file.name, [{ message: `expected @id("…") before: ${text.slice(0, 80)}` }]);
    return { id, text, head: headOf(parsed.json) };
  });
}

function check(schema: PolicyFile, file: PolicyFile, policies: readonly ReadPolicy[]): void {
  const staticPolicies = Object.fromEntries(policies.map(({ id, text }) => [id, text]));
  const answer = validate({ schema: schema.text, policies: { staticPolicies } });
  if (answer.type === 'failure') throw configError(file.name, answer.errors);
  if (answer.validationErrors.length > 0) {
    throw configError(
      file.name,
      answer.validationErrors.map(({ error }) => error),
    );
  }
}
