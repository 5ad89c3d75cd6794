import nx from '@nx/eslint-plugin';
import type { Linter } from 'eslint';
import { CONSTRAINTS, SPEC_CONSTRAINTS, type DepConstraint } from './layers.ts';

// `banTransitiveDependencies`: what is imported stands in a package.json, not merely somewhere in node_modules.
function boundaryRule(depConstraints: readonly DepConstraint[]): Linter.RulesRecord {
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      { depConstraints, allow: [], banTransitiveDependencies: true },
    ],
  };
}

/** Imports obey the table of layers; specs may import test material besides. */
export const BOUNDARY_CONFIGS: readonly Linter.Config[] = [
  {
    name: 'dws/boundaries',
    files: ['**/*.{ts,tsx}'],
    plugins: { '@nx': nx as never },
    rules: boundaryRule(CONSTRAINTS),
  },
  {
    name: 'dws/boundaries-of-specs',
    files: ['**/*.spec.{ts,tsx}', '**/src/testing/**/*.ts', 'scripts/docs/testing/**/*.ts'],
    rules: boundaryRule(SPEC_CONSTRAINTS),
  },
];
