import { nowOf, type LoadedCase, type ServicePorts } from '@dws/application';
import { settleDoubt, settlementSignatureText } from '@dws/case';
import type { DoubtSettled } from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import type { Signer } from '@dws/ports';
import type { PersonLog } from '../people/person-log.ts';
import { holdsOneOf, type Person } from '../people/people.ts';
import type { Projection } from '../projection/projection.ts';
import { whyConcerned } from '../reviews/separation.ts';
import { doubtsOf, settlersOf, type Doubt } from './doubt.ts';

export interface Settlement {
  /** Digest of the action, as the page showed it. */
  readonly digest: string;
  readonly verdict: 'executed' | 'failed';
  /** The system's own identifier of what was written; empty where nothing was. */
  readonly evidence: string;
  readonly note: string;
}

export interface DoubtDeskOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly signer: Signer;
  readonly people: PersonLog;
}

/** Lets people say what became of actions that no system can be asked about. */
export class DoubtDesk {
  readonly #options: DoubtDeskOptions;

  constructor(options: DoubtDeskOptions) {
    this.#options = options;
  }

  /** Every action in doubt, the longest in doubt first; at most so many, and how many there are. */
  async list(
    most: number,
    wanted: (domain: string) => boolean,
  ): Promise<{ readonly doubts: readonly Doubt[]; readonly total: number }> {
    const { ports, projection } = this.#options;
    const entries = [...projection.cases.inDoubt()].filter(({ domain }) => wanted(domain));
    const shown = entries.toSorted((a, b) => a.order - b.order).slice(0, most);
    const loaded = await ports.cases.load(shown.map(({ caseId }) => caseId));
    const doubts = loaded.flatMap(doubtsOf);
    return { doubts, total: doubts.length + entries.length - shown.length };
  }

  settlers(doubt: Doubt): readonly string[] {
    return settlersOf(doubt, this.#options.projection.registry.get(doubt.entry.proposal.worker)?.manifest);
  }

  /**
   * Signs and appends a person's word with the outcome that it is. Of two people at once one wins.
   * @throws DwsError `case-unknown`, `doubt-not-open`, `not-permitted`
   */
  async settle(caseId: string, person: Person, settlement: Settlement): Promise<LoadedCase> {
    const { ports, people } = this.#options;
    const doubt = await this.#find(caseId, settlement.digest);
    const reason = this.#whyNot(person, doubt);
    if (reason !== null)
      return people.deny(person, 'doubt.settle', doubt.entry.proposal.proposalId, reason, 'not-permitted');
    const settled = await this.#signed(doubt, person, settlement);
    const [changed] = await ports.cases.change([
      { caseId, causation: settled.proposalId, decide: ({ state }) => settleDoubt(settled, state) },
    ]);
    if (!changed || changed.refusal) throw notOpen(caseId, changed?.refusal?.text);
    const { worker } = doubt.entry.proposal;
    ports.metrics.count('dws_doubts_total', { worker, step: settlement.verdict });
    return changed.loaded;
  }

  async #find(caseId: string, digest: string): Promise<Doubt> {
    const [loaded] = await this.#options.ports.cases.reload([caseId]);
    if (!loaded || loaded.state.phase === 'none')
      throw new DwsError('case-unknown', `there is no case ${caseId}`);
    const found = doubtsOf(loaded).find(({ entry }) => entry.proposal.digest === digest);
    if (found) return found;
    const known = loaded.state.proposals.find(({ proposal }) => proposal.digest === digest);
    throw notOpen(caseId, known ? `the action is ${known.status.at}, not in doubt` : undefined);
  }

  #whyNot(person: Person, doubt: Doubt): string | null {
    const settlers = this.settlers(doubt);
    if (!holdsOneOf(person, settlers)) return `${person.id} is none of ${settlers.join(', ')}`;
    return whyConcerned(person, doubt.entry, doubt.state);
  }

  async #signed(
    { loaded, entry, status }: Doubt,
    person: Person,
    { verdict, evidence, note }: Settlement,
  ): Promise<DoubtSettled> {
    const { ports, signer } = this.#options;
    const unsigned = {
      proposalId: entry.proposal.proposalId,
      digest: entry.proposal.digest,
      reference: status.claim.reference,
      verdict,
      person: person.id,
      doubtAt: status.doubt.at,
      settledAt: nowOf(ports.clock),
      evidence,
      note,
      keyId: signer.keyId,
    };
    return { ...unsigned, signature: await signer.sign(settlementSignatureText(loaded.caseId, unsigned)) };
  }
}

function notOpen(caseId: string, text = 'it has no action of that digest'): DwsError {
  return new DwsError('doubt-not-open', `case ${caseId}: ${text}`, { caseId });
}
