import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WorkspacePackage } from './package-findings.ts';

interface PackageJson {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

const readPackageJson = (path: string): PackageJson => JSON.parse(readFileSync(path, 'utf8')) as PackageJson;

/** Every package of the workspaces that the root's package.json names. */
export function workspacePackages(): readonly WorkspacePackage[] {
  const patterns = (readPackageJson('package.json').workspaces ?? []).map((glob) => `${glob}/package.json`);
  return globSync(patterns)
    .sort()
    .map((path) => {
      const { name, nx, dependencies } = readPackageJson(path);
      return {
        folder: dirname(path).replaceAll('\\', '/'),
        name,
        tags: nx?.tags ?? [],
        dependencies: Object.keys(dependencies ?? {}),
      };
    });
}
