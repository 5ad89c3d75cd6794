import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DwsError, type JsonValue } from '@dws/kernel';

/**
 * JSON that was given either on the command line or in a file.
 * @param option name of the option that takes the JSON itself
 * @throws DwsError `argument-invalid`, `file-unreadable`
 */
export function jsonArgument(
  option: string,
  inline: string | undefined,
  file: string | undefined,
  cwd: string,
): JsonValue {
  if ((inline === undefined) === (file === undefined))
    throw new DwsError('argument-invalid', `expected either --${option} JSON or --file FILE`);
  const written = inline ?? textOfFile(resolve(cwd, file ?? ''));
  try {
    return JSON.parse(written) as JsonValue;
  } catch (error) {
    const where = inline === undefined ? `in ${String(file)}` : `after --${option}`;
    throw new DwsError('argument-invalid', `expected JSON ${where}`, { argument: option }, error);
  }
}

/** @throws DwsError `file-unreadable` */
export function textOfFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DwsError(
      'file-unreadable',
      `expected a file at ${path}, found none that can be read`,
      { path },
      error,
    );
  }
}
