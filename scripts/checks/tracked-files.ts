import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Every text file of the repository that is committed or about to be: ignored ones and binaries left out. */
export function trackedTextFiles(): readonly TextFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && path !== 'package-lock.json' && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}
