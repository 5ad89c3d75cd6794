import { describe, expect, it } from 'vitest';
import { rulesBroken } from './repository-lint.ts';

const CODE = 'libs/ports/src/systems.ts';
const SPEC = 'libs/kernel/src/instant.spec.ts';
const withVitest = (text: string): string =>
  `import { describe, it } from 'vitest';\nvoid describe;\n${text}\n`;

describe('code may not hold', () => {
  it.each([
    ['a promise nobody waits for', 'Promise.resolve();', '@typescript-eslint/no-floating-promises'],
    ['any', 'export const x = (y: any): unknown => y;', '@typescript-eslint/no-explicit-any'],
    [
      'a switch that forgets a member',
      "export function f(x: 'a' | 'b'): void { switch (x) { case 'a': f(x); } }",
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    [
      'a type imported as a value',
      "import { Clock } from '@dws/kernel';\nexport type C = Clock;",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['a ts-ignore', '// @ts-ignore\nexport const x = 1;', '@typescript-eslint/ban-ts-comment'],
    [
      'a note of unfinished work',
      ['// TO', 'DO: later\nexport const x = 1;'].join(''),
      'no-warning-comments',
    ],
    ['more than 400 lines', 'export {};\n'.repeat(401), 'max-lines'],
    [
      'a package that no package.json names',
      "export * from 'ajv-draft-04';",
      '@nx/enforce-module-boundaries',
    ],
  ])('%s', async (_name, text, rule) => {
    expect(await rulesBroken(CODE, text)).toContain(rule);
  });

  it('400 lines are taken', async () => {
    expect(await rulesBroken(CODE, 'export {};\n'.repeat(400))).not.toContain('max-lines');
  });
});

describe('a spec may not hold', () => {
  it.each([
    "describe.only('a', () => undefined);",
    "it.skip('a', () => undefined);",
    "it.todo('a');",
    "it.skipIf(true)('a', () => undefined);",
    "it.runIf(true)('a', () => undefined);",
    "it.fails('a', () => undefined);",
    "it.only.each([1])('a %d', () => undefined);",
    "describe.concurrent.only('a', () => undefined);",
    "it('a', (context) => { context.skip(); });",
  ])('%s', async (text) => {
    expect(await rulesBroken(SPEC, withVitest(text))).toContain('no-restricted-syntax');
  });

  it('but tables and ordinary tests', async () => {
    const text = "it.each([1])('a %d', () => undefined);\nit('only', () => undefined);";
    expect(await rulesBroken(SPEC, withVitest(text))).not.toContain('no-restricted-syntax');
  });
});
