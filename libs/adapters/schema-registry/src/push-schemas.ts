import { allContracts } from '@dws/contracts';
import { incompatibilities } from '@dws/contracts/avro';
import { schemaFingerprint } from '@dws/contracts/schema-fingerprint';
import type { JsonObject } from '@dws/kernel';
import { versionsOf } from './find-version.ts';
import { pool } from './pool.ts';
import type { RegistryClient } from './registry-client.ts';
import { splitSchema, type SplitSchema } from './split-schema.ts';
import { WholeSchemas } from './whole-schema.ts';

/** What every subject of the platform is held to. */
export const COMPATIBILITY_LEVEL = 'FULL_TRANSITIVE';

/** How one subject of the registry stands to the repository's schema. */
export interface SubjectState {
  readonly subject: string;
  /**
   * `same`: the newest version says what the repository says. `newer`: an earlier version does, somebody else has
   * pushed since. `missing`: no version. `changed`: versions, none of them ours. `incompatible`: as `changed`, and a
   * version forbids it.
   */
  readonly state: 'same' | 'newer' | 'missing' | 'changed' | 'incompatible';
  /** Number and version of ours, where it is registered. */
  readonly id?: number;
  readonly version?: number;
  /** What the registry holds the subject to; null where it says nothing. */
  readonly compatibility: string | null;
  /** Why it is incompatible. */
  readonly problems: readonly string[];
  /** Subjects that it refers to. */
  readonly refersTo: readonly string[];
}

/** Every record that the repository registers, what others refer to first. */
export function registeredSchemas(
  schemas: readonly JsonObject[] = allContracts().map(({ schema }) => schema),
): readonly SplitSchema[] {
  const bySubject = new Map(schemas.flatMap(splitSchema).map((split) => [split.name, split]));
  return [...bySubject.values()];
}

/** Compares the repository with the registry; changes nothing. @throws DwsError `registry-unavailable` */
export async function compareSchemas(
  client: RegistryClient,
  schemas: readonly SplitSchema[] = registeredSchemas(),
): Promise<readonly SubjectState[]> {
  const wholes = new WholeSchemas(client);
  return pool(schemas, client.bounds.concurrency, (split) => stateOf(split, client, wholes));
}

async function stateOf(
  { name, whole, refersTo }: SplitSchema,
  client: RegistryClient,
  wholes: WholeSchemas,
): Promise<SubjectState> {
  const common = { subject: name, compatibility: await client.compatibility(name), refersTo };
  const wanted = schemaFingerprint(whole);
  const problems: string[] = [];
  let newest: number | undefined;
  for await (const { id, version, whole: theirs } of versionsOf(name, client, wholes)) {
    newest ??= version;
    if (schemaFingerprint(theirs) === wanted)
      return { ...common, state: version === newest ? 'same' : 'newer', id, version, problems: [] };
    // Not the registry's own judgement: Apicurio 3.0 refuses to judge a schema that refers to another.
    problems.push(...incompatibilities(theirs, whole).map((problem) => `version ${version}: ${problem}`));
  }
  if (newest === undefined) return { ...common, state: 'missing', problems };
  return { ...common, state: problems.length > 0 ? 'incompatible' : 'changed', problems };
}

export interface Pushed {
  readonly subject: string;
  readonly id: number;
}

export interface PushPlan {
  /** As found before anything was done. */
  readonly subjects: readonly SubjectState[];
  /** Registered now, or to be registered in a dry run. */
  readonly register: readonly string[];
  /** Subjects whose compatibility was or is to be set. */
  readonly setCompatibility: readonly string[];
  /** Subjects that stop everything: nothing is pushed while one cannot be. */
  readonly refused: readonly string[];
}

/**
 * Brings the registry to what the repository says: subjects, references, FULL_TRANSITIVE for each. Doing it again
 * changes nothing. Nothing is changed where one schema would be refused, nor in a dry run.
 * @throws DwsError `registry-unavailable`, `schema-refused` where the registry judges more strictly than we do
 */
export async function pushSchemas(
  client: RegistryClient,
  {
    dryRun = false,
    schemas = registeredSchemas(),
  }: { dryRun?: boolean; schemas?: readonly SplitSchema[] } = {},
): Promise<PushPlan> {
  const subjects = await compareSchemas(client, schemas);
  const of = (...states: SubjectState['state'][]) =>
    subjects.filter(({ state }) => states.includes(state)).map(({ subject }) => subject);
  const plan: PushPlan = {
    subjects,
    register: of('missing', 'changed'),
    setCompatibility: subjects
      .filter(({ compatibility }) => compatibility !== COMPATIBILITY_LEVEL)
      .map(({ subject }) => subject),
    refused: of('incompatible'),
  };
  if (!dryRun && plan.refused.length === 0) await apply(client, schemas, plan);
  return plan;
}

async function apply(client: RegistryClient, schemas: readonly SplitSchema[], plan: PushPlan): Promise<void> {
  const versions = new Map(
    plan.subjects.flatMap(({ subject, version }) => (version ? [[subject, version]] : [])),
  );
  const toRegister = new Set(plan.register);
  for (const subject of plan.setCompatibility) await client.setCompatibility(subject, COMPATIBILITY_LEVEL);
  // One after the other: a schema is registered with the versions of what it refers to.
  for (const { name, schema, refersTo } of schemas) {
    if (!toRegister.has(name)) continue;
    const references = refersTo.map((subject) => ({
      name: subject,
      subject,
      version: versions.get(subject) ?? 1,
    }));
    await client.register(name, schema, references);
    const registered = await client.latest(name);
    if (registered) versions.set(name, registered.version);
  }
  // Some registries take the level of a subject only once it exists.
  for (const subject of plan.setCompatibility) {
    if ((await client.compatibility(subject)) !== COMPATIBILITY_LEVEL)
      await client.setCompatibility(subject, COMPATIBILITY_LEVEL);
  }
}
