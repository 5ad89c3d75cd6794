import { builtinModules } from 'node:module';
import type { Linter } from 'eslint';

/**
 * The kernel and the domain decide; they never look at the world. Time, chance and I/O come in as arguments, so
 * that a case folded a year later gives the same answer (guarantee 7) and the simulator owns every choice.
 */

/** Built-ins that compute from their arguments alone, with the names that may be imported from them. */
const PURE_BUILTINS: Readonly<Record<string, readonly string[]>> = {
  'node:assert/strict': ['default', 'deepStrictEqual', 'ok', 'strictEqual'],
  'node:buffer': ['Buffer', 'isUtf8'],
  'node:crypto': [
    'createHash',
    'createHmac',
    'createPublicKey',
    'hash',
    'timingSafeEqual',
    'verify',
    'KeyObject',
  ],
};

/** Packages whose other exports draw on chance or the clock. */
const PURE_PARTS_OF_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  uuid: ['NIL', 'parse', 'stringify', 'v5', 'validate'],
};

const IMPURE_GLOBALS: Readonly<Record<string, string>> = {
  Date: 'Take a Clock or an Instant as an argument; convert with instantOf and millisecondsOf of @dws/kernel.',
  performance: 'Take a Clock as an argument.',
  process: 'Take the setting as an argument; services read configuration in main.ts.',
  crypto: 'Ids are name-based (deterministicId); random ones come in as arguments.',
  setTimeout: 'Return a due time; the application layer waits.',
  setInterval: 'Return a due time; the application layer waits.',
  setImmediate: 'Pure code is synchronous.',
  queueMicrotask: 'Pure code is synchronous.',
  fetch: 'Facts come in as arguments, from a port.',
  WebSocket: 'Facts come in as arguments, from a port.',
  EventSource: 'Facts come in as arguments, from a port.',
  console: 'Return what happened; the service logs it.',
};

const bareBuiltins = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
const everyBuiltin = [
  ...new Set([
    ...bareBuiltins,
    ...bareBuiltins.map((name) => `node:${name}`),
    'node:sqlite',
    'node:test',
    'node:sea',
  ]),
];

const IMPURE_MODULE =
  'Kernel and domain are pure: take what this module would give as an argument, or use a port.';

/** ESLint rules for `libs/kernel` and `libs/domain/*`, specs aside. */
export const PURITY_RULES: Linter.RulesRecord = {
  'no-restricted-globals': [
    'error',
    {
      globals: Object.entries(IMPURE_GLOBALS).map(([name, message]) => ({ name, message })),
      checkGlobalObject: true,
    },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Take the chosen number as an argument.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...everyBuiltin
          .filter((name) => !(name in PURE_BUILTINS))
          .map((name) => ({ name, message: IMPURE_MODULE })),
        ...Object.entries({ ...PURE_BUILTINS, ...PURE_PARTS_OF_PACKAGES }).map(([name, allowed]) => ({
          name,
          allowImportNames: [...allowed],
          message: IMPURE_MODULE,
        })),
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression', message: 'Kernel and domain load nothing at run time; import it above.' },
    {
      selector: 'AwaitExpression',
      message: 'Kernel and domain are synchronous; await in the application layer.',
    },
  ],
};
