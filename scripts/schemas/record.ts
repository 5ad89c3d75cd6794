import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canonicalJson, type JsonObject } from '@dws/kernel';
import { createFileSchemaCodec } from '@dws/schema-files';
import { currentVersions } from './files.ts';

/**
 * Records the bytes of every fixture in the current version of its schema, beside it. Bytes of a frozen version
 * are never written again: they stand for what is out in the world.
 */
export async function recordFixtures(schemas: string): Promise<readonly string[]> {
  const codec = createFileSchemaCodec({ directory: schemas });
  await codec.ready();
  const versions = currentVersions(schemas);
  const written: string[] = [];
  for (const path of globSync('fixtures/*/*.json', { cwd: schemas }).sort()) {
    const type = basename(dirname(path));
    const version = versions.get(type);
    // Other formats keep fixtures here too, for example the audit chain.
    if (version === undefined) continue;
    const target = join(schemas, path.replace(/\.json$/, `.v${version}.avro.hex`));
    if (existsSync(target) && existsSync(join(schemas, 'history', type, `${version}.avsc`))) continue;
    const value = JSON.parse(readFileSync(join(schemas, path), 'utf8')) as JsonObject;
    const hex = Buffer.from(codec.encode(type, value)).toString('hex');
    writeFileSync(join(schemas, path), `${canonicalJson(value)}\n`);
    writeFileSync(target, `${hex}\n`);
    written.push(target);
  }
  return written;
}
