import type { ActionProposal, Claimed, LimitReleased, LimitReserved } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { ProposalModel } from './case-model.ts';
import { dataOf, type Knowledge, type Report } from './knowledge.ts';

export interface CountLimit {
  readonly id: string;
  readonly domain: string;
  readonly maxCount: number;
  readonly workers?: readonly string[] | undefined;
  readonly actionKinds?: readonly string[] | undefined;
  readonly externalOnly?: boolean | undefined;
}

/** Limits are never passed, except by a person's own word; and nothing that counts runs without its share. */
export class LimitOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  readonly #limits: readonly CountLimit[];
  /** Digests with a share, by stream. */
  readonly #shares = new Map<string, Set<string>>();

  constructor(known: Knowledge, report: Report, limits: readonly CountLimit[]) {
    this.#known = known;
    this.#report = report;
    this.#limits = limits;
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
    const max = this.#limits.find(({ id }) => id === limit)?.maxCount ?? Infinity;
    for (const { digest } of entries) {
      if (shares.has(digest))
        this.#report('limits-are-never-passed', `${digest} takes a second share in ${event.stream}`);
      shares.add(digest);
      if (shares.size > max && this.#byDigest(digest)?.decision?.verdict !== 'approve')
        this.#report('limits-are-never-passed', `${shares.size} shares of ${max} in ${event.stream}`);
    }
  }

  /** What the gate alone allowed has a share in a counter of every limit that it counts under. */
  #claimed(event: RecordedEvent): void {
    const { proposalId, digest } = dataOf<Claimed>(event);
    const entry = this.#known.cases.get(event.stream)?.proposals.get(proposalId);
    if (entry?.gate?.decision !== 'allow') return;
    for (const limit of this.#limits.filter((one) => counts(one, entry.proposal))) {
      const prefix = `limit-${limit.id}.`;
      const held = [...this.#shares].some(
        ([stream, shares]) => stream.startsWith(prefix) && shares.has(digest),
      );
      if (!held)
        this.#report('limits-are-never-passed', `${proposalId} is claimed without its share in ${limit.id}`);
    }
  }

  #byDigest(digest: string): ProposalModel | undefined {
    for (const { proposals } of this.#known.cases.values())
      for (const entry of proposals.values()) if (entry.proposal.digest === digest) return entry;
    return undefined;
  }
}

/** Written down again: the product's own reading of a rule is what is tested. */
function counts(
  { domain, workers, actionKinds, externalOnly }: CountLimit,
  proposal: ActionProposal,
): boolean {
  return (
    domain === proposal.domain &&
    (workers?.includes(proposal.worker) ?? true) &&
    (actionKinds?.includes(proposal.actionKind) ?? true) &&
    (externalOnly !== true || proposal.external)
  );
}
