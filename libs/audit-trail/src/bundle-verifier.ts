import {
  createTrailVerifier,
  readSeals,
  type SoundLink,
  type TrailEvent,
  type TrailVerdict,
  type VerificationKeys,
} from '@dws/audit';
import { DwsError } from '@dws/kernel';
import { parseBundleLine, type BundleEnd, type BundleHeader, type BundleLine } from './bundle-line.ts';
import type { Line } from './lines.ts';
import { PlainLink } from './plain-link.ts';
import { placeOfSeal } from './place-of-seal.ts';
import { createPickedVerifier, type PickedVerdict } from './picked-verifier.ts';

/** Where the file itself is not what an export writes. */
export interface Fault {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly expected: string;
}

export interface ExportVerdict {
  readonly ok: boolean;
  /** Whether whole trails were verified, or entries picked from them, between which others may be left out. */
  readonly complete: boolean;
  /**
   * `given` by whoever verifies, or only those `inside` the bundle: then the file vouches for itself alone. `none`
   * for a JSON Lines export, which carries no seals: it is verified as picked entries.
   */
  readonly keys: 'given' | 'inside' | 'none';
  /** First fault of the file; what follows its line was not looked at. */
  readonly fault: Fault | null;
  readonly trails: readonly (TrailVerdict | PickedVerdict)[];
}

export interface VerifyExportOptions {
  /** Keys to trust. Default: those inside the bundle. */
  readonly keys?: VerificationKeys;
  /** The recorder's sealing rule. Default 1,000. */
  readonly sealEvery?: number;
}

const AFTER_THE_END = 'nothing after the closing line';

interface Verifier {
  check(event: TrailEvent): void;
  take(link: SoundLink): boolean;
  finish(): TrailVerdict | PickedVerdict;
}

/** Verifies an export line after line, in memory that does not grow with the number of events. */
export class BundleVerifier {
  readonly #options: VerifyExportOptions;
  readonly #seals = new Map<string, string[]>();
  readonly #verifiers = new Map<string, Verifier>();
  readonly #counts = { events: 0, seals: 0, schemas: 0 };
  #keys: VerificationKeys;
  /** `null` before the first line; a JSON Lines export has none. */
  #header: BundleHeader | null = null;
  /** Of the trail whose event was judged last. */
  #plain: { readonly stream: string; readonly link: PlainLink; readonly verifier: Verifier } | null = null;
  #number = 0;
  #fault: Fault | null = null;
  #ended = false;
  /** The fault is at the end: the trails are all there as far as the file goes. */
  #readToEnd = false;

  constructor(options: VerifyExportOptions) {
    this.#options = options;
    this.#keys = options.keys ?? new Map();
  }

  /** True once no further line can change the verdict. */
  get done(): boolean {
    return this.#fault !== null;
  }

  /** @throws DwsError `payload-malformed` when the first line is none of an export. */
  check(line: Line): void {
    this.#number += 1;
    const parsed = line === null ? null : parseBundleLine(line);
    const begins = parsed?.kind === 'header' || parsed?.kind === 'event';
    if (this.#number === 1 && !begins) throw notAnExport();
    const expected = parsed ? this.#take(parsed) : 'a line as an export writes it, byte for byte';
    if (expected !== null) this.#fail(this.#ended && !this.#readToEnd ? AFTER_THE_END : expected);
  }

  /**
   * Takes the line that begins at `start` of bytes known to be UTF-8, where they are enough to see that it is sound and
   * the next of its trail: gives the place of its line feed. -1, and nothing done, for any other: `check` judges it.
   */
  takePlain(bytes: Buffer, start: number): number {
    const plain = this.#plain;
    if (!plain || this.#ended || this.#fault) return -1;
    const end = plain.link.read(bytes, start);
    if (end < 0 || !plain.verifier.take(plain.link)) return -1;
    this.#number += 1;
    this.#counts.events += 1;
    return end;
  }

  /** After the last line. @throws DwsError `payload-malformed` for an empty file. */
  finish(): ExportVerdict {
    if (this.#number === 0) throw notAnExport();
    const header = this.#header;
    if (header && !this.#ended && !this.#fault) {
      this.#readToEnd = true;
      this.#number += 1;
      this.#fail('a closing line: the file was cut');
    }
    const streams = header?.trails ?? [...this.#verifiers.keys()];
    const trails = streams.map((stream) => this.#verdictOn(stream));
    const ok = this.#fault === null && trails.every((trail) => trail.ok);
    const keys = !header ? 'none' : this.#options.keys ? 'given' : 'inside';
    return { ok, complete: header?.complete ?? false, keys, fault: this.#fault, trails };
  }

  /** What was expected instead, or `null`. */
  #take(parsed: BundleLine): string | null {
    if (this.#ended) return AFTER_THE_END;
    if (parsed.kind === 'event') return this.#event(parsed.event);
    if (parsed.kind === 'header') return this.#begin(parsed.header);
    if (!this.#header) return 'events alone, as there is no header';
    if (parsed.kind === 'seal') return this.#seal(parsed.stream, parsed.text);
    if (parsed.kind === 'end') return this.#end(parsed);
    this.#counts.schemas += 1;
    return null;
  }

  #begin(header: BundleHeader): string | null {
    if (this.#number > 1) return 'one header';
    this.#header = header;
    this.#keys = this.#options.keys ?? new Map(header.keys.map(({ keyId, publicKey }) => [keyId, publicKey]));
    return null;
  }

  #event(event: TrailEvent): string | null {
    if (!this.#isNamed(event.stream)) return 'a line of a trail that the header names';
    const { stream } = event;
    const verifier = this.#verifierOf(stream);
    verifier.check(event);
    if (this.#plain?.stream !== stream) this.#plain = { stream, link: new PlainLink(stream), verifier };
    this.#counts.events += 1;
    return null;
  }

  #seal(stream: string, text: string): string | null {
    if (!this.#isNamed(stream)) return 'a line of a trail that the header names';
    if (this.#verifiers.has(stream)) return 'the seals of a trail before its events';
    const before = this.#seals.get(stream) ?? [];
    if (before.includes(text)) return 'each seal once';
    const last = before.at(-1);
    const place = placeOfSeal(stream, text);
    const lastPlace = last === undefined ? null : placeOfSeal(stream, last);
    if (place !== null && lastPlace !== null && place < lastPlace) return `a seal of ${lastPlace} or later`;
    before.push(text);
    this.#seals.set(stream, before);
    this.#counts.seals += 1;
    return null;
  }

  #end(end: BundleEnd): string | null {
    this.#ended = true;
    const { events, seals, schemas } = this.#counts;
    if (end.events === events && end.seals === seals && end.schemas === schemas) return null;
    this.#readToEnd = true;
    return (
      `${end.events} events, ${end.seals} seals and ${end.schemas} schemas before it, ` +
      `found ${events}, ${seals} and ${schemas}`
    );
  }

  #isNamed(stream: string): boolean {
    return this.#header?.trails.includes(stream) ?? true;
  }

  #verifierOf(stream: string): Verifier {
    const standing = this.#verifiers.get(stream);
    if (standing) return standing;
    const seals = readSeals(stream, this.#seals.get(stream) ?? [], this.#keys);
    const { sealEvery } = this.#options;
    const made = this.#header?.complete
      ? createTrailVerifier({ stream, seals, ...(sealEvery === undefined ? {} : { sealEvery }) })
      : createPickedVerifier(stream, seals);
    this.#verifiers.set(stream, made);
    return made;
  }

  /** Where the file stops making sense, that its trails end there is no finding of its own. */
  #verdictOn(stream: string): TrailVerdict | PickedVerdict {
    const verdict = this.#verifierOf(stream).finish();
    if (!this.#fault || this.#readToEnd) return verdict;
    const findings = verdict.findings.filter(
      ({ problem }) => problem !== 'cut' && problem !== 'seal-missing',
    );
    return { ...verdict, findings, ok: findings.length === 0 };
  }

  #fail(expected: string): void {
    this.#fault ??= { line: this.#number, expected };
  }
}

function notAnExport(): DwsError {
  return new DwsError(
    'payload-malformed',
    'Line 1 of the bundle: expected the header of a bundle or an event, as "dws audit export" writes them.',
    { line: 1 },
  );
}
