/**
 * Who may import whom. The one table behind `@nx/enforce-module-boundaries`, and the closed list of tags that a
 * package may carry. A tag that is not here is refused, so a new service or layer is a decision, made here.
 *
 * Why in code and not in prose: docs/adr/0002-nx-for-projects-and-boundaries.md
 */
const MAY_IMPORT = {
  'layer:kernel': [],
  'layer:domain': ['layer:kernel', 'layer:domain', 'layer:contracts'],
  'layer:contracts': ['layer:kernel'],
  'layer:ports': ['layer:kernel'],
  'layer:application': [
    'layer:kernel',
    'layer:domain',
    'layer:contracts',
    'layer:ports',
    'layer:application',
  ],
  'layer:adapter': ['layer:kernel', 'layer:contracts', 'layer:ports'],
  // Not the application layer, whose specs use the test material: that would be a cycle.
  'layer:testing': ['layer:kernel', 'layer:domain', 'layer:contracts', 'layer:ports'],
  // Turns configuration into adapters and runs a service on them: what every `main.ts` has in common.
  'layer:host': [
    'layer:kernel',
    'layer:domain',
    'layer:contracts',
    'layer:ports',
    'layer:application',
    'layer:adapter',
  ],
  // The registry starts Java as the broker does.
  'layer:infra': ['layer:kernel', 'layer:infra'],
  'layer:tooling': [
    'layer:kernel',
    'layer:domain',
    'layer:contracts',
    'layer:ports',
    'layer:application',
    'layer:adapter',
    'layer:host',
    'layer:infra',
    'layer:service',
  ],
} as const satisfies Record<string, readonly string[]>;

const ANY_SERVICE_MAY_IMPORT = [
  'layer:kernel',
  'layer:domain',
  'layer:contracts',
  'layer:ports',
  'layer:application',
  'layer:adapter',
  'layer:host',
] as const;

/**
 * What single services may import besides. Platform alone composes other services; it also starts brokers, as the
 * CLI does. The CLI runs the workers' exported plans again (docs/adr/0100-cli-command-table.md).
 */
const SERVICE_MAY_ALSO_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: ['layer:service', 'layer:infra'],
  cli: ['layer:service', 'layer:infra'],
};

/** Every service there is, by folder name. */
export const SERVICES = [
  'signal-gateway',
  'revenue-workers',
  'customer-experience-workers',
  'it-operations-workers',
  'finance-workers',
  'security-workers',
  'human-resources-workers',
  'governor',
  'executor',
  'escalation-router',
  'audit-recorder',
  'control-plane',
  'event-store',
  'console',
  'sandbox',
  'cli',
  'platform',
] as const;

/** Layers a package may declare; `layer:service` besides carries `service:NAME`, which holds its constraint. */
export const LAYERS: readonly string[] = [...Object.keys(MAY_IMPORT), 'layer:service'];

/** Only specs may import these: contract suites, simulators, local brokers. */
const SPECS_MAY_ALSO_IMPORT = ['layer:testing', 'layer:infra'] as const;

/** In the form of the rule's option `depConstraints`. */
export interface DepConstraint {
  readonly sourceTag: string;
  readonly onlyDependOnLibsWithTags: readonly string[];
}

const LIBRARY_CONSTRAINTS: readonly DepConstraint[] = Object.entries(MAY_IMPORT).map(
  ([sourceTag, onlyDependOnLibsWithTags]) => ({ sourceTag, onlyDependOnLibsWithTags }),
);

// By `service:NAME`, not by `layer:service`: the rule demands that all matching constraints hold, so a wider
// one for platform could never lift a narrower one that it shares with the others.
const SERVICE_CONSTRAINTS: readonly DepConstraint[] = SERVICES.map((service) => ({
  sourceTag: `service:${service}`,
  onlyDependOnLibsWithTags: [...ANY_SERVICE_MAY_IMPORT, ...(SERVICE_MAY_ALSO_IMPORT[service] ?? [])],
}));

/** Constraints for everything that runs in production, and for the tooling. */
export const CONSTRAINTS: readonly DepConstraint[] = [...LIBRARY_CONSTRAINTS, ...SERVICE_CONSTRAINTS];

/** The same, widened by what only specs may import. */
export const SPEC_CONSTRAINTS: readonly DepConstraint[] = CONSTRAINTS.map((constraint) => ({
  ...constraint,
  onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, ...SPECS_MAY_ALSO_IMPORT],
}));
