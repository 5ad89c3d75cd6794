import { isUtf8, type Buffer } from 'node:buffer';
import { BundleVerifier, type ExportVerdict, type VerifyExportOptions } from './bundle-verifier.ts';
import { LINE_FEED, lineOf, wholeLinesOf } from './lines.ts';

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
  for await (const lines of wholeLinesOf(bytes)) {
    checkLines(verifier, lines);
    if (verifier.done) break;
  }
  return verifier.finish();
}

function checkLines(verifier: BundleVerifier, bytes: Buffer): void {
  const readable = isUtf8(bytes);
  let start = 0;
  while (start < bytes.length && !verifier.done) {
    let end = readable ? verifier.takePlain(bytes, start) : -1;
    if (end < 0) {
      end = bytes.indexOf(LINE_FEED, start);
      verifier.check(end < 0 ? null : lineOf(bytes.subarray(start, end)));
      if (end < 0) return;
    }
    start = end + 1;
  }
}
