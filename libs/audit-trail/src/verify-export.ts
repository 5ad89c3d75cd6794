import { BundleVerifier, type ExportVerdict, type VerifyExportOptions } from './bundle-verifier.ts';
import { linesOf } from './lines.ts';

/**
 * Verifies a bundle or a JSON Lines export without the store, in memory that does not grow with the number of
 * events.
 * @throws DwsError `payload-malformed` when the file is neither.
 */
export async function verifyExport(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: VerifyExportOptions = {},
): Promise<ExportVerdict> {
  const verifier = new BundleVerifier(options);
  for await (const lines of linesOf(bytes)) {
    for (const line of lines) {
      verifier.check(line);
      if (verifier.done) return verifier.finish();
    }
  }
  return verifier.finish();
}
