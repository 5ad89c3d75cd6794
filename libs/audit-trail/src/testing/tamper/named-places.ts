import { isDwsError } from '@dws/kernel';
import type { ExportVerdict } from '../../bundle-verifier.ts';
import { verifyExport } from '../../verify-export.ts';
import { KEY_ID, PUBLIC_KEY, SEAL_EVERY } from './sealed-trail.ts';

const OPTIONS = { keys: new Map([[KEY_ID, PUBLIC_KEY]]), sealEvery: SEAL_EVERY };

/** What a verdict names first: a line of the file as `line 7`, and of each trail a place as `worker-a/5`. */
export function namedPlaces({ fault, trails = [] }: Partial<ExportVerdict>): readonly string[] {
  const places = trails.flatMap(({ findings: [first] }) => (first ? [`${first.stream}/${first.at}`] : []));
  return fault ? [`line ${fault.line}`, ...places] : places;
}

/** The verdict of our verifier, with what is no export told in the same way. */
export async function verdictOn(bytes: Uint8Array): Promise<Partial<ExportVerdict>> {
  try {
    return await verifyExport([bytes], OPTIONS);
  } catch (error) {
    if (!isDwsError(error, 'payload-malformed')) throw error;
    return { ok: false, fault: { line: Number(error.details['line']), expected: error.message } };
  }
}
