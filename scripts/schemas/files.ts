import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allContracts } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';
import type { SchemaId } from '../codegen/schema-ids.ts';

/** A version of a schema that is out in the world and so never changes. */
export interface FrozenSchema {
  readonly type: string;
  readonly version: number;
  readonly schema: JsonObject;
}

export function readFrozen(schemas: string): readonly FrozenSchema[] {
  return globSync('history/*/*.avsc', { cwd: schemas })
    .sort()
    .map((path) => {
      const [, type = '', file = ''] = path.split(/[/\\]/);
      return {
        type,
        version: Number.parseInt(file, 10),
        schema: readJson(join(schemas, path)) as JsonObject,
      };
    });
}

/** Version of the schema of each type as it is now. */
export function currentVersions(schemas: string): ReadonlyMap<string, number> {
  const rows = readJson(join(schemas, 'ids.json')) as readonly SchemaId[];
  return new Map(rows.map(({ type, version }) => [type, version]));
}

/** Puts the current schemas into `history`; what is there already stays untouched. Gives the new ones. */
export function freeze(schemas: string): readonly string[] {
  const versions = currentVersions(schemas);
  const written: string[] = [];
  for (const { type, schema } of allContracts()) {
    const path = join(schemas, 'history', type, `${versions.get(type) ?? 1}.avsc`);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
    written.push(path);
  }
  return written;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
