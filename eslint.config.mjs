import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { BOUNDARY_CONFIGS } from './scripts/lint/boundaries.ts';
import { refreshProjectGraph } from './scripts/lint/project-graph.ts';
import { PURITY_RULES } from './scripts/lint/purity.ts';
import { SPEC_DISCIPLINE_RULES } from './scripts/lint/spec-discipline.ts';
import { TYPED_RULES, TYPED_RULES_IN_SPECS } from './scripts/lint/typed.ts';

await refreshProjectGraph();

export default defineConfig(
  globalIgnores(['**/node_modules', '**/dist', '**/coverage', '**/generated', '.nx', '.node', '.dws']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    name: 'dws/typescript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: TYPED_RULES,
  },
  {
    name: 'dws/files',
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      eqeqeq: 'error',
    },
  },
  ...BOUNDARY_CONFIGS,
  {
    name: 'dws/purity',
    // A worker's folder too: the same facts must give the same plan in a replay.
    files: [
      'libs/kernel/src/**/*.ts',
      'libs/domain/*/src/**/*.ts',
      'services/*-workers/src/{workers,policy}/**/*.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: PURITY_RULES,
  },
  {
    // The one place that turns milliseconds into text and back: both directions depend on the argument alone.
    name: 'dws/purity-instant',
    files: ['libs/kernel/src/instant.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    name: 'dws/specs',
    files: ['**/*.spec.ts', '**/src/testing/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { ...TYPED_RULES_IN_SPECS, ...SPEC_DISCIPLINE_RULES },
  },
  {
    name: 'dws/plain-javascript',
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
