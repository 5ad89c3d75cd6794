import { DwsError } from '@dws/kernel';

/** What Cedar says of a file, as one error that names the file. */
export function configError(
  file: string,
  errors: readonly { readonly message: string; readonly help?: string | null }[],
): DwsError {
  const text = errors.map(({ message, help }) => (help ? `${message} (${help})` : message)).join('; ');
  return new DwsError('config-invalid', `${file}: ${text}`, { file });
}
