import type { JsonObject } from '@dws/kernel';
import { incompatibilities } from '@dws/contracts/avro';
import type { FrozenSchema } from './files.ts';

/** FULL_TRANSITIVE: every current schema against every frozen version of its type. Gives the problems in words. */
export function checkAll(
  current: ReadonlyMap<string, JsonObject>,
  frozen: readonly FrozenSchema[],
): readonly string[] {
  return frozen.flatMap(({ type, version, schema }) => {
    const now = current.get(type);
    if (now === undefined) return [`${type}: removed, but version ${version} is stored for ever`];
    return incompatibilities(schema, now).map((problem) => `${type}, against version ${version}: ${problem}`);
  });
}
