import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FuzzOptions {
  /** Address of the OpenAPI description. */
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** Paths that are left alone, as a regular expression. */
  readonly exclude?: string;
}

export interface FuzzVerdict {
  readonly code: number;
  /** What schemathesis printed. */
  readonly output: string;
  /** Operations that it tried. */
  readonly tested: number;
}

/** An answer that is an error of the server, or of another type or form than the description says. */
const CHECKS = 'not_a_server_error,content_type_conformance,response_schema_conformance';
/** Seed of its chance, so that two runs on one description begin alike. */
const SEED = '7';
const MAX_OUTPUT = 16 * 1_048_576;
const GRACE_MS = 120_000;

/** Tries a server by what it says of itself, with schemathesis. @param environment from `pythonWith` */
export async function fuzzDescription(
  environment: Readonly<Record<string, string>>,
  { description, headers = {}, seconds, exclude }: FuzzOptions,
): Promise<FuzzVerdict> {
  const argv = [
    ...['-m', 'schemathesis.cli', 'run', description, '--seed', SEED, '--checks', CHECKS],
    ...['--phases', 'fuzzing', '--max-time', String(seconds), '--max-examples', '20', '--warnings', 'off'],
    ...['--suppress-health-check', 'all', '--generation-database', ':memory:', '--no-color'],
    ...(exclude === undefined ? [] : ['--exclude-path-regex', exclude]),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
  // It keeps what it found beside it.
  const cwd = await mkdtemp(join(tmpdir(), 'dws-fuzz-'));
  const verdict = await new Promise<FuzzVerdict>((resolve) => {
    const options = {
      cwd,
      env: { ...process.env, ...environment },
      maxBuffer: MAX_OUTPUT,
      timeout: seconds * 1_000 + GRACE_MS,
    };
    execFile('python3', argv, options, (error, out, note) => {
      const output = `${out}\n${note}`;
      const tested = Number(/Tested: (\d+)/.exec(output)?.[1] ?? 0);
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output, tested });
    });
  });
  await rm(cwd, { recursive: true });
  return verdict;
}
