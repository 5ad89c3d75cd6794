import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportVerdict } from '../../bundle-verifier.ts';
import { KEY_ID, PUBLIC_KEY, SEAL_EVERY } from './sealed-trail.ts';

const SCRIPT = fileURLToPath(new URL('../../../../../scripts/verify-audit.py', import.meta.url));
const MAX_OUTPUT = 64 * 1_048_576;

/** Where python3 is missing a developer is told; on a build machine that is a failure. */
export const PYTHON_IS_THERE = spawnSync('python3', ['--version']).status === 0;

/** `trails` is missing for what is no export. */
export type PythonVerdict = Pick<ExportVerdict, 'ok' | 'fault'> & Partial<ExportVerdict>;

/** Verdicts of the Python verifier on each of the files, in one process. */
export async function verifyInPython(files: readonly Uint8Array[]): Promise<readonly PythonVerdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dws-verify-audit-'));
  try {
    const keys = join(folder, `${KEY_ID}.pem.pub`);
    await writeFile(keys, PUBLIC_KEY);
    const paths = files.map((_, index) => join(folder, String(index)));
    for (const [index, path] of paths.entries()) await writeFile(path, files[index]!);
    const argv = [SCRIPT, '--json', '--seal-every', String(SEAL_EVERY), '--keys', keys, ...paths];
    const { code, out, note } = await run(argv);
    if (code !== 6) throw new Error(`expected exit code 6 of verify-audit.py, found ${code}: ${note}`);
    const lines = out.trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as PythonVerdict);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(argv: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  return new Promise((resolve) => {
    execFile('python3', argv, { maxBuffer: MAX_OUTPUT }, (error, out, note) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, note }),
    );
  });
}
