import { encodeMetadata, nowOf, type ServicePorts } from '@dws/application';
import { fold, isCaseEventType, review, type CaseEvent } from '@dws/case';
import {
  parseEvent,
  serialiseEvent,
  type GateDecided,
  type ReviewDecided,
  type StoreEvent,
} from '@dws/contracts';
import { eventIdOf, sha256, type Clock } from '@dws/kernel';
import {
  INTRUDER,
  type CaseModel,
  type Oracle,
  type ProposalModel,
  type Random,
  type Step,
  type StoreState,
} from '@dws/simulator';
import { edited } from './edited.ts';

/** Key ids that an intruder writes under what no key has signed: one that nobody knows, and the right one. */
const KEY_IDS = ['forged', 'review'] as const;

export interface IntruderOptions {
  readonly store: StoreState;
  readonly oracle: Oracle;
  readonly random: Random;
  readonly clock: Clock;
  /** Topics are open to an intruder too. */
  readonly ports: ServicePorts;
}

/** Somebody who knows everything and may write into the store, but holds no key. */
export class Intruder {
  readonly #options: IntruderOptions;

  constructor(options: IntruderOptions) {
    this.#options = options;
  }

  /** Gives one proposal a permission of the intruder's own: a person's word, or the gate's. @returns what was done */
  strike(kind: 'word' | 'gate'): string | null {
    const open = this.#open(kind === 'word' ? ['under-review'] : ['proposed', 'approved']);
    if (open.length === 0) return null;
    const { ofCase, entry } = this.#options.random.pick(open);
    return kind === 'word' ? this.#say(ofCase, entry) : this.#allow(ofCase, entry);
  }

  #open(steps: readonly Step[]): readonly { readonly ofCase: CaseModel; readonly entry: ProposalModel }[] {
    const cases = [...this.#options.oracle.known.cases.values()].filter(({ phase }) => phase === 'open');
    return cases.flatMap((ofCase) =>
      [...ofCase.proposals.values()]
        .filter(({ step, forged }) => steps.includes(step) && !forged)
        .map((entry) => ({ ofCase, entry })),
    );
  }

  #say(ofCase: CaseModel, { proposal, review: asked }: ProposalModel): string | null {
    const { random, clock } = this.#options;
    const words = random.chance(0.4) ? edited(proposal.arguments) : undefined;
    const decision: ReviewDecided = {
      ...{ proposalId: proposal.proposalId, digest: proposal.digest, reviewId: asked?.reviewId ?? '' },
      ...{ verdict: words ? 'edit' : 'approve', reviewer: 'erin', reasonCode: '', comment: '', editSize: 0 },
      ...{ openedAt: proposal.proposedAt, decidedAt: nowOf(clock), policiesHash: '' },
      ...{ keyId: random.pick(KEY_IDS), signature: 'AAAA' },
      ...(words ? { editedArguments: words } : {}),
    };
    const { events } = review(decision, fold(this.#eventsOf(ofCase)));
    this.#write(ofCase, events);
    return events.length > 0 ? `${decision.verdict}s ${proposal.proposalId}` : null;
  }

  /** With the words, and the MAC, that the gate has found for something else. */
  #allow(ofCase: CaseModel, { proposal }: ProposalModel): string | null {
    const { oracle, random } = this.#options;
    const gates = [...oracle.known.cases.values()].flatMap(({ proposals }) =>
      [...proposals.values()].flatMap(({ gate }) => gate ?? []),
    );
    if (gates.length === 0) return null;
    const { proposalId, digest } = proposal;
    const data: GateDecided = { ...random.pick(gates), proposalId, digest, decision: 'allow', mode: 'live' };
    this.#write(ofCase, [{ type: 'gate-decided', data }]);
    return `allows ${proposalId}`;
  }

  #eventsOf({ stream }: CaseModel): readonly CaseEvent[] {
    return this.#options.store
      .stream(stream)
      .flatMap(({ type, data }) =>
        isCaseEventType(type) ? [{ type, data: parseEvent(type, data) } as CaseEvent] : [],
      );
  }

  #write({ caseId, stream, signal }: CaseModel, events: readonly StoreEvent[]): void {
    const { store, clock } = this.#options;
    const expectedRevision = store.stream(stream).length - 1;
    const metadata = encodeMetadata({ at: nowOf(clock), by: 'control-plane', worker: signal.worker });
    const written = events.map((event, place) => {
      const data = serialiseEvent(event);
      return {
        id: eventIdOf(stream, expectedRevision + 1 + place, sha256(data)),
        type: event.type,
        data,
        metadata,
      };
    });
    store.append([{ stream, expectedRevision, events: written }], INTRUDER);
    void this.#tell(caseId, written[0]?.id).catch(() => undefined);
  }

  /** Whoever performs is told of it like of anything else. */
  async #tell(caseId: string, id: string | undefined): Promise<void> {
    const { cases, publisher } = this.#options.ports;
    const [loaded] = await cases.reload([caseId]);
    const event = loaded?.events.find((stored) => stored.id === id);
    if (loaded && event) await publisher.fromStore([{ loaded, event }]);
  }
}
