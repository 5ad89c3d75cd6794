import { resolve } from 'node:path';
import { ESLint } from 'eslint';

const ROOT = resolve(import.meta.dirname, '../..');
const repositoryLint = new ESLint({ cwd: ROOT });

/**
 * Lints `text` with the repository's own configuration, as if it stood in `path`. The path must be that of an
 * existing file, since typed rules need it to belong to a TypeScript project.
 * @returns the ids of the rules it breaks, once each, in order of appearance; `parse` for text that does not parse.
 */
export async function rulesBroken(path: string, text: string): Promise<readonly string[]> {
  const [result] = await repositoryLint.lintText(text, { filePath: resolve(ROOT, path) });
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId ?? 'parse'))];
}
