import {
  createTrailVerifier,
  readSeals,
  type TrailEvent,
  type TrailVerdict,
  type VerificationKeys,
} from '@dws/audit';
import { DwsError } from '@dws/kernel';
import { parseBundleLine, type BundleHeader } from './bundle-line.ts';
import { linesOf } from './lines.ts';
import { createPickedVerifier, type PickedVerdict } from './picked-verifier.ts';

export interface ExportVerdict {
  readonly ok: boolean;
  /** Whether whole trails were verified, or entries picked from them, between which others may be left out. */
  readonly complete: boolean;
  /** `given` by whoever verifies, or only those `inside` the bundle: then the file vouches for itself alone. */
  readonly keys: 'given' | 'inside';
  readonly trails: readonly (TrailVerdict | PickedVerdict)[];
}

interface Verifier {
  check(event: TrailEvent): void;
  finish(): TrailVerdict | PickedVerdict;
}

/**
 * Verifies a bundle without the store, in memory that does not grow with the number of events.
 * @throws DwsError `payload-malformed` naming the line, when the file is no bundle or has lost its end.
 */
export async function verifyExport(
  text: AsyncIterable<string> | Iterable<string>,
  given?: VerificationKeys,
): Promise<ExportVerdict> {
  let header: BundleHeader | null = null;
  let ended = false;
  let number = 0;
  const counts = { events: 0, seals: 0 };
  const seals = new Map<string, string[]>();
  const verifiers = new Map<string, Verifier>();
  let keys: VerificationKeys = given ?? new Map();

  const verifierOf = (stream: string, complete: boolean): Verifier => {
    const standing = verifiers.get(stream);
    if (standing) return standing;
    const read = readSeals(stream, seals.get(stream) ?? [], keys);
    const made = complete ? createTrailVerifier({ stream, seals: read }) : createPickedVerifier(stream, read);
    verifiers.set(stream, made);
    return made;
  };

  for await (const line of linesOf(text)) {
    number += 1;
    const parsed = parseBundleLine(line);
    if (!parsed || ended) throw malformed(number, ended ? 'nothing after the closing line' : 'a bundle line');
    if (parsed.kind === 'header') {
      if (header) throw malformed(number, 'one header');
      header = parsed.header;
      if (!given) keys = new Map(header.keys.map(({ keyId, publicKey }) => [keyId, publicKey]));
      continue;
    }
    if (!header) throw malformed(number, 'the header first');
    if (parsed.kind === 'seal') {
      seals.set(parsed.stream, [...(seals.get(parsed.stream) ?? []), parsed.text]);
      counts.seals += 1;
    } else if (parsed.kind === 'event') {
      verifierOf(parsed.event.stream, header.complete).check(parsed.event);
      counts.events += 1;
    } else {
      ended = true;
      if (parsed.events !== counts.events || parsed.seals !== counts.seals) {
        throw malformed(number, `${parsed.events} events and ${parsed.seals} seals before it`);
      }
    }
  }
  if (!header || !ended) throw malformed(number + 1, 'a closing line: the file was cut');
  const { complete } = header;
  // A trail of which only seals are left has no events to bring its verifier about.
  const trails = [...new Set([...seals.keys(), ...verifiers.keys()])].map((stream) =>
    verifierOf(stream, complete).finish(),
  );
  return { ok: trails.every(({ ok }) => ok), complete, keys: given ? 'given' : 'inside', trails };
}

function malformed(line: number, expected: string): DwsError {
  return new DwsError('payload-malformed', `Line ${line} of the bundle: expected ${expected}.`, { line });
}
