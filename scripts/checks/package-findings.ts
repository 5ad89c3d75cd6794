import { CONSTRAINTS, LAYERS, SERVICES } from '../lint/layers.ts';

/** What a workspace package says of itself. */
export interface WorkspacePackage {
  readonly folder: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Names of `dependencies`, and of `devDependencies` apart: only specs use those. */
  readonly dependencies: readonly string[];
}

/**
 * Packages whose tags are not of the closed list, or whose package.json names a dependency that the table of
 * layers refuses. The lint rule sees imports; this sees what is declared, and packages that import nothing yet.
 */
export function packageFindings(packages: readonly WorkspacePackage[]): readonly string[] {
  const byName = new Map(packages.map((each) => [each.name, each]));
  return packages.flatMap((each) => [
    ...tagFindings(each),
    ...each.dependencies.flatMap((dependency) => dependencyFindings(each, byName.get(dependency))),
  ]);
}

function tagFindings({ folder, tags }: WorkspacePackage): readonly string[] {
  const layers = tags.filter((tag) => tag.startsWith('layer:'));
  const expectLayer =
    layers.length === 1 && LAYERS.includes(layers[0] ?? '')
      ? []
      : [`${folder}: expected one of ${LAYERS.join(', ')} in nx.tags, found ${JSON.stringify(tags)}`];
  const service = /^services\/([^/]+)$/.exec(folder)?.[1];
  if (service === undefined) return expectLayer;
  const known = (SERVICES as readonly string[]).includes(service) && tags.includes(`service:${service}`);
  return known
    ? expectLayer
    : [
        ...expectLayer,
        `${folder}: expected the tag service:${service}, and ${service} in scripts/lint/layers.ts`,
      ];
}

function dependencyFindings(
  source: WorkspacePackage,
  target: WorkspacePackage | undefined,
): readonly string[] {
  if (target === undefined) return [];
  return CONSTRAINTS.filter(({ sourceTag }) => source.tags.includes(sourceTag))
    .filter(
      ({ onlyDependOnLibsWithTags }) => !target.tags.some((tag) => onlyDependOnLibsWithTags.includes(tag)),
    )
    .map(
      ({ sourceTag }) =>
        `${source.folder}: ${sourceTag} may not depend on ${target.name} (${target.tags.join(', ')}); specs name it in devDependencies`,
    );
}
