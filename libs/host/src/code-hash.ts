import { sha256, type Digest } from '@dws/kernel';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';

/** SHA-256 over names and bytes of the files of a worker's folder, its specs and prose aside. */
export function codeHashOf(folder: URL): Digest {
  const root = fileURLToPath(folder);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/(\.spec\.ts|\.md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return sha256(files.map((file) => `${relative(root, file)} ${sha256(readFileSync(file))}\n`).join(''));
}
