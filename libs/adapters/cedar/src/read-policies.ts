import { policySetTextToParts, policyToJson, validate } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFile } from '@dws/ports';
import { configError } from './config-error.ts';

/**
 * The policies of all files by their `@id`, each checked against the schema. Decisions record these ids, so every
 * policy must carry one of its own.
 * @throws DwsError `config-invalid`
 */
export function readPolicies(schema: PolicyFile, files: readonly PolicyFile[]): Record<string, string> {
  const policies: Record<string, string> = {};
  for (const file of files) {
    for (const [id, text] of policiesOf(file)) {
      if (policies[id] !== undefined)
        throw configError(file.name, [{ message: `there is a policy "${id}" already` }]);
      policies[id] = text;
    }
    check(schema, file);
  }
  return policies;
}

function policiesOf(file: PolicyFile): readonly (readonly [id: string, text: string])[] {
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
    return [id, text] as const;
  });
}

function check(schema: PolicyFile, file: PolicyFile): void {
  const policies = Object.fromEntries(policiesOf(file));
  const answer = validate({ schema: schema.text, policies: { staticPolicies: policies } });
  if (answer.type === 'failure') throw configError(file.name, answer.errors);
  if (answer.validationErrors.length > 0) {
    throw configError(
      file.name,
      answer.validationErrors.map(({ error }) => error),
    );
  }
}
