import { allContracts, schemaFingerprint } from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import { findVersion } from './find-version.ts';
import type { KnownNumbers } from './number-store.ts';
import { pool } from './pool.ts';
import type { RegistryClient } from './registry-client.ts';
import { fullName } from './split-schema.ts';
import type { WholeSchemas } from './whole-schema.ts';

/**
 * The registry's number for every type that this code writes.
 * @throws DwsError `registry-unavailable`, `schema-unregistered`
 */
export async function loadNumbers(client: RegistryClient, wholes: WholeSchemas): Promise<KnownNumbers> {
  const rows = await pool(allContracts(), client.bounds.concurrency, async ({ type, schema }) => {
    const found = await findVersion(fullName(schema), schema, client, wholes);
    return { type, schema, id: found?.id };
  });
  const missing = rows.flatMap(({ type, id }) => (id === undefined ? [type] : []));
  if (missing.length > 0) {
    throw new DwsError(
      'schema-unregistered',
      `expected ${rows.length} types at the registry ${client.address}, ${missing.length} are not there as this code ` +
        `writes them, the first is "${missing[0] ?? ''}"; run dws schema push`,
      { registry: client.address, missing: missing.length, type: missing[0] ?? '' },
    );
  }
  const known = rows.flatMap(({ type, schema, id }) => (id === undefined ? [] : [{ type, schema, id }]));
  return {
    registry: client.address,
    types: known.map(({ type, schema, id }) => ({ type, id, fingerprint: schemaFingerprint(schema) })),
    schemas: known.map(({ schema, id }) => ({ id, schema })),
  };
}

/** Whether kept numbers are of this registry and stand for just what this code writes. */
export function numbersSuffice(known: KnownNumbers | null, client: RegistryClient): known is KnownNumbers {
  if (known === null || known.registry !== client.address) return false;
  const fingerprints = new Map(known.types.map(({ type, fingerprint }) => [type, fingerprint]));
  return allContracts().every(({ type, schema }) => fingerprints.get(type) === schemaFingerprint(schema));
}
