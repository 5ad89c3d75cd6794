import type { Claimed, LimitReleased, LimitReserved } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { ProposalModel } from './case-model.ts';
import { dataOf, type Knowledge, type Report } from './knowledge.ts';

export interface CountLimit {
  readonly id: string;
  readonly maxCount: number;
}

/** Limits are never passed, except by a person's own word; and nothing that counts runs without its share. */
export class LimitOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  readonly #limits: ReadonlyMap<string, CountLimit>;
  /** Digests with a share, by stream. */
  readonly #shares = new Map<string, Set<string>>();

  constructor(known: Knowledge, report: Report, limits: readonly CountLimit[]) {
    this.#known = known;
    this.#report = report;
    this.#limits = new Map(limits.map((limit) => [limit.id, limit]));
  }

  appended(event: RecordedEvent): void {
    if (event.type === 'limit-reserved') this.#reserved(event);
    if (event.type === 'limit-released')
      for (const digest of dataOf<LimitReleased>(event).digests) {
        this.#shares.get(event.stream)?.delete(digest);
        const entry = this.#byDigest(digest);
        if (entry && (entry.step === 'claimed' || entry.step === 'executed' || entry.step === 'in-doubt'))
          this.#report('shares-stand-while-they-count', `${digest} gives its share back while ${entry.step}`);
      }
    if (event.type === 'claimed') this.#claimed(event);
  }

  #reserved(event: RecordedEvent): void {
    const { limit, entries } = dataOf<LimitReserved>(event);
    const shares = this.#shares.get(event.stream) ?? new Set();
    this.#shares.set(event.stream, shares);
    const max = this.#limits.get(limit)?.maxCount ?? Infinity;
    for (const { digest } of entries) {
      if (shares.has(digest))
        this.#report('limits-are-never-passed', `${digest} takes a second share in ${event.stream}`);
      shares.add(digest);
      if (shares.size > max && this.#byDigest(digest)?.decision?.verdict !== 'approve')
        this.#report('limits-are-never-passed', `${shares.size} shares of ${max} in ${event.stream}`);
    }
  }

  /** What the gate alone allowed has a share in every counter that its decision names. */
  #claimed(event: RecordedEvent): void {
    const { proposalId, digest } = dataOf<Claimed>(event);
    const entry = this.#known.cases.get(event.stream)?.proposals.get(proposalId);
    if (entry?.gate?.decision !== 'allow') return;
    for (const { limit, key, day } of entry.gate.reservations) {
      const stream = `limit-${limit}.${encodeURIComponent(key)}-${day}`;
      if (!this.#shares.get(stream)?.has(digest))
        this.#report('limits-are-never-passed', `${proposalId} is claimed without its share in ${stream}`);
    }
  }

  #byDigest(digest: string): ProposalModel | undefined {
    for (const { proposals } of this.#known.cases.values())
      for (const entry of proposals.values()) if (entry.proposal.digest === digest) return entry;
    return undefined;
  }
}
