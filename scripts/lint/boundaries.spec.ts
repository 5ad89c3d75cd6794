import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** One import, from a package with the first tags (and in this file) of a package with the second tags. */
interface Fixture {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly file?: string;
}

const KERNEL = ['layer:kernel'];
const DOMAIN = ['layer:domain'];
const PORTS = ['layer:ports'];
const APPLICATION = ['layer:application'];
const TESTING = ['layer:testing'];
const SQLITE = ['layer:adapter', 'adapter:sqlite'];
const KAFKA = ['layer:adapter', 'adapter:kafka'];
const GOVERNOR = ['layer:service', 'service:governor'];
const EXECUTOR = ['layer:service', 'service:executor'];
const PLATFORM = ['layer:service', 'service:platform'];

const ALLOWED: Readonly<Record<string, Fixture>> = {
  'domain imports kernel': { from: DOMAIN, to: KERNEL },
  'application imports domain': { from: APPLICATION, to: DOMAIN },
  'adapter imports ports': { from: SQLITE, to: PORTS },
  'service imports adapter': { from: GOVERNOR, to: SQLITE },
  'platform imports service': { from: PLATFORM, to: GOVERNOR },
  "application's spec imports testing": { from: APPLICATION, to: TESTING, file: 'loop.spec.ts' },
  "adapter's spec imports testing": { from: SQLITE, to: TESTING, file: 'contract.spec.ts' },
};

const REFUSED: Readonly<Record<string, Fixture>> = {
  'kernel imports domain': { from: KERNEL, to: DOMAIN },
  'kernel imports ports': { from: KERNEL, to: PORTS },
  'domain imports ports': { from: DOMAIN, to: PORTS },
  'domain imports application': { from: DOMAIN, to: APPLICATION },
  'ports imports domain': { from: PORTS, to: DOMAIN },
  'application imports adapter': { from: APPLICATION, to: SQLITE },
  'adapter imports domain': { from: SQLITE, to: DOMAIN },
  'adapter imports application': { from: SQLITE, to: APPLICATION },
  'adapter imports another adapter': { from: SQLITE, to: KAFKA },
  "adapter's spec imports another adapter": { from: SQLITE, to: KAFKA, file: 'contract.spec.ts' },
  'service imports another service': { from: GOVERNOR, to: EXECUTOR },
  "service's spec imports another service": { from: GOVERNOR, to: EXECUTOR, file: 'app.spec.ts' },
  'service imports platform': { from: GOVERNOR, to: PLATFORM },
  'testing imports application': { from: TESTING, to: APPLICATION },
  'application imports testing outside a spec': { from: APPLICATION, to: TESTING },
  'service imports testing outside a spec': { from: GOVERNOR, to: TESTING },
  'package without tags imports kernel': { from: [], to: KERNEL },
  'service that the table does not know imports kernel': {
    from: ['layer:service', 'service:new'],
    to: KERNEL,
  },
};

const fixtures = Object.entries({ ...ALLOWED, ...REFUSED });
let workspace: string;
let messagesOf: ReadonlyMap<string, readonly string[]>;

function write(path: string, content: string | object): void {
  const file = join(workspace, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

function writePackage(folder: string, name: string, tags: readonly string[], dependency?: string): void {
  const dependencies = dependency === undefined ? {} : { [dependency]: '0.1.0' };
  write(`${folder}/package.json`, {
    name,
    version: '0.1.0',
    type: 'module',
    exports: { '.': './src/index.ts' },
    dependencies,
    nx: { tags },
  });
  write(`${folder}/src/index.ts`, 'export const value = 1;\n');
}

// Every fixture has packages of its own: two opposite imports between the same two would be a cycle, which the
// rule reports first, and the constraint under test would never be reached.
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'dws-boundaries-'));
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  write('package.json', { name: 'fixtures', private: true, type: 'module', workspaces: ['packages/*'] });
  write('nx.json', { useDaemonProcess: false, neverConnectToCloud: true, analytics: false });
  write(
    'eslint.config.mjs',
    `import tseslint from 'typescript-eslint';
     import { BOUNDARY_CONFIGS } from ${JSON.stringify(join(ROOT, 'scripts/lint/boundaries.ts'))};
     import { refreshProjectGraph } from ${JSON.stringify(join(ROOT, 'scripts/lint/project-graph.ts'))};
     await refreshProjectGraph();
     export default [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...BOUNDARY_CONFIGS];`,
  );
  fixtures.forEach(([, { from, to, file = 'importer.ts' }], index) => {
    writePackage(`packages/from-${index}`, `@fixture/from-${index}`, from, `@fixture/to-${index}`);
    writePackage(`packages/to-${index}`, `@fixture/to-${index}`, to);
    write(`packages/from-${index}/src/${file}`, `export { value } from '@fixture/to-${index}';\n`);
  });
  messagesOf = lint();
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** Messages by fixture name. */
function lint(): ReadonlyMap<string, readonly string[]> {
  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  // Exit code 1 says that there are findings, which is what most fixtures are for.
  const script = `"$0" "$1" --format json . || [ $? = 1 ]`;
  const output = execFileSync('sh', ['-c', script, process.execPath, eslint], {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, NX_WORKSPACE_ROOT_PATH: workspace, NX_DAEMON: 'false' },
  });
  const results = JSON.parse(output.slice(output.indexOf('[{'))) as {
    filePath: string;
    messages: { message: string }[];
  }[];
  return new Map(
    fixtures.map(([name], index) => [
      name,
      results
        .filter(({ filePath }) => filePath.includes(`/from-${index}/`))
        .flatMap(({ messages }) => messages.map(({ message }) => message)),
    ]),
  );
}

describe('the boundary rule', () => {
  it.each(Object.keys(ALLOWED))('allows: %s', (name) => {
    expect(messagesOf.get(name)).toEqual([]);
  });

  it.each(Object.keys(REFUSED))('refuses: %s', (name) => {
    expect(messagesOf.get(name)).toEqual([
      expect.stringMatching(
        /can only depend on libs tagged with|cannot depend on any libs|without tags matching/,
      ),
    ]);
  });
});
