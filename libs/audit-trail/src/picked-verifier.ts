import {
  hashOf,
  parseCopyMetadata,
  type Finding,
  type ReadSeals,
  type SoundLink,
  type TrailEvent,
} from '@dws/audit';

export interface PickedVerdict {
  readonly stream: string;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly count: number;
  /**
   * Entries from which the export holds the whole chain to a sealed place, so that the seal vouches for them. The others
   * are as they state to be, which anyone could have written.
   */
  readonly proven: number;
}

/**
 * Verifies entries picked from a trail. Each must give the hash it states, neighbours must be chained, and an
 * entry that a seal covers must be the sealed one. That nothing between them was left out, nobody can tell.
 */
export function createPickedVerifier(stream: string, { seals, findings: forged }: ReadSeals) {
  const findings: Finding[] = [...forged];
  const sealed = new Map(seals.map(({ seq, hash }) => [seq, hash]));
  let last = { seq: -1, hash: '' };
  let count = 0;
  let proven = 0;
  /** Entries, one behind the other, that wait for a seal. */
  let waiting = 0;
  const found = (problem: Finding['problem'], at: number, detail: string) =>
    findings.push({ problem, stream, at, detail });

  function place({ seq: at, hash, prevHash }: SoundLink): void {
    if (count > 1 && at <= last.seq) found('repeated', at, `it stands after place ${last.seq}`);
    if (at === last.seq + 1 && count > 1 && prevHash !== last.hash) {
      found('replaced', last.seq, `the event after it was chained to ${prevHash}`);
    }
    const seal = sealed.get(at);
    if (seal !== undefined && seal !== hash) found('rewritten', at, `another event was sealed: ${seal}`);
    const follows = at === last.seq + 1 && prevHash === last.hash;
    waiting = follows ? waiting + 1 : 1;
    if (seal === hash) {
      proven += waiting;
      waiting = 0;
    }
    last = { seq: at, hash };
  }

  return {
    check(event: TrailEvent): void {
      count += 1;
      const at = event.revision;
      const link = parseCopyMetadata(event.metadata);
      if (link?.seq !== at || hashOf(stream, link, event) !== link.hash) {
        found('changed', at, 'its content does not give the hash and place it states');
        return;
      }
      place(link);
    },
    /** For an event whose content is known to give the hash and place it states. */
    take(link: SoundLink): boolean {
      count += 1;
      place(link);
      return true;
    },
    finish(): PickedVerdict {
      findings.sort((a, b) => a.at - b.at);
      return { stream, ok: findings.length === 0, findings, count, proven };
    },
  };
}
