import type { Linter } from 'eslint';

const SUITE = '/^(describe|it|test|suite|bench)$/';
const SWITCH = '/^(only|skip|skipIf|runIf|todo|fails)$/';

/**
 * A spec that does not run proves nothing, and one that runs alone hides the others. A suite that lacks what it
 * needs (a broker, Java) is left out by `scripts/verify`, which says so and counts it under CI.
 */
export const SPEC_DISCIPLINE_RULES: Linter.RulesRecord = {
  'no-restricted-syntax': [
    'error',
    {
      // Also inside a chain such as `describe.sequential.only` or `it.only.each`.
      selector: `MemberExpression[property.name=${SWITCH}]:has(Identifier[name=${SUITE}])`,
      message: 'No only, skip, todo or fails in a spec: repair the test or delete it.',
    },
    {
      selector: 'CallExpression[callee.object.name=/^(ctx|context|t)$/][callee.property.name="skip"]',
      message: 'No skipping from inside a test: name what it needs to scripts/verify instead.',
    },
  ],
};
