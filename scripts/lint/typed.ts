import type { Linter } from 'eslint';

/** Where we differ from typescript-eslint's strict set, and why. */
export const TYPED_RULES: Linter.RulesRecord = {
  // Events, phases and answers are closed unions; a forgotten member is a bug that nobody would see.
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // A port's method returns a promise whether or not this adapter has to wait; `async` keeps throws inside it.
  '@typescript-eslint/require-await': 'off',
  // `noPropertyAccessFromIndexSignature` asks for brackets where this rule forbids them.
  '@typescript-eslint/dot-notation': 'off',
  // Clients are generated with one type parameter per method.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
};

/** Specs assert on what the code under test returned: there a wrong `!` fails the test, which is its purpose. */
export const TYPED_RULES_IN_SPECS: Linter.RulesRecord = {
  '@typescript-eslint/no-non-null-assertion': 'off',
  // Vitest's asymmetric matchers (`expect.any`) are typed `any`.
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/unbound-method': 'off',
};
