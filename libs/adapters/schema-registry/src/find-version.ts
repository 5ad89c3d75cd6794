import { schemaFingerprint } from '@dws/contracts/schema-fingerprint';
import type { JsonObject } from '@dws/kernel';
import type { RegisteredVersion } from './registered-schema.ts';
import type { RegistryClient } from './registry-client.ts';
import type { WholeSchemas } from './whole-schema.ts';

/**
 * Versions of a subject, newest first, each self-contained. Deleted ones are missing. Asked for one by one, because
 * ours is nearly always the first.
 */
export async function* versionsOf(
  subject: string,
  client: RegistryClient,
  wholes: WholeSchemas,
): AsyncGenerator<RegisteredVersion & { readonly whole: JsonObject }> {
  const latest = await client.latest(subject);
  if (latest === null) return;
  yield { ...latest, whole: await wholes.of(latest) };
  const oldest = Math.max(1, latest.version - client.bounds.maxVersions + 1);
  for (let version = latest.version - 1; version >= oldest; version--) {
    const found = await client.version(subject, version);
    if (found !== null) yield { ...found, whole: await wholes.of(found) };
  }
}

/** The version that says what `whole` says, wording aside; null where there is none. */
export async function findVersion(
  subject: string,
  whole: JsonObject,
  client: RegistryClient,
  wholes: WholeSchemas,
): Promise<RegisteredVersion | null> {
  const wanted = schemaFingerprint(whole);
  for await (const version of versionsOf(subject, client, wholes)) {
    if (schemaFingerprint(version.whole) === wanted) return version;
  }
  return null;
}
