import { DwsError, type JsonObject } from '@dws/kernel';

/**
 * Bytes of a signal's body as JSON, which is how its case holds it. The case's first append holds it together with
 * the facts and the proposals that may repeat it, and must fit the store's 1 MiB.
 */
export const MAX_SIGNAL_BODY_BYTES = 262_144;

/** JSON takes at most so many times the bytes of Avro, names of fields aside: six for a control character. */
const MOST_GROWTH = 8;

/** @param encodedBytes its length in Avro, so that small bodies, nearly all, are not written out to be measured */
export function assertSignalSize(body: JsonObject, encodedBytes: number): void {
  if (encodedBytes * MOST_GROWTH <= MAX_SIGNAL_BODY_BYTES) return;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= MAX_SIGNAL_BODY_BYTES) return;
  throw new DwsError(
    'payload-too-large',
    `a signal's body takes at most ${MAX_SIGNAL_BODY_BYTES} bytes as JSON, found ${bytes}`,
    { bytes, limit: MAX_SIGNAL_BODY_BYTES },
  );
}
