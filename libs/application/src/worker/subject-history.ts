import type { CaseState } from '@dws/case';
import { parseEvent, serialiseEvent, type CaseLinked, type EarlierCase } from '@dws/contracts';
import { deterministicId, eventIdOf, sha256, type Clock } from '@dws/kernel';
import { NO_STREAM, type EventStore, type Revision } from '@dws/ports';
import type { Cases } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { encodeMetadata } from '../case/metadata.ts';
import { nowOf } from '../runtime/instants.ts';
import type { Names } from '../runtime/names.ts';

/** Earlier cases that a plan is shown, and that a newer signal can supersede. */
const MAX_EARLIER = 10;
const MAX_ATTEMPTS = 20;

export interface SubjectHistory {
  readonly stream: string;
  readonly revision: Revision;
  /** Newest first. */
  readonly cases: readonly LoadedCase[];
}

/** Which cases one worker had on one subject, kept as a stream of links so that any replica finds them. */
export class SubjectHistories {
  readonly #store: EventStore;
  readonly #names: Names;
  readonly #cases: Cases;
  readonly #clock: Clock;

  constructor(store: EventStore, names: Names, cases: Cases, clock: Clock) {
    this.#store = store;
    this.#names = names;
    this.#cases = cases;
    this.#clock = clock;
  }

  async load(worker: string, subject: string): Promise<SubjectHistory> {
    const stream = this.#streamOf(worker, subject);
    const links = await this.#store.read(stream, { direction: 'backwards', limit: MAX_EARLIER });
    const ids = links.map(({ data }) => parseEvent('case-linked', data).caseId);
    return { stream, revision: links[0]?.revision ?? NO_STREAM, cases: await this.#cases.reload(ids) };
  }

  /** Puts the case on the list, once, whoever else does so at the same time. */
  async link(worker: string, subject: string, caseId: string): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const history = await this.load(worker, subject);
      if (history.cases.some((known) => known.caseId === caseId)) return;
      const link: CaseLinked = { caseId, worker, subject, at: nowOf(this.#clock) };
      const data = serialiseEvent({ type: 'case-linked', data: link });
      const id = eventIdOf(history.stream, history.revision + 1, sha256(data));
      const metadata = encodeMetadata({ at: link.at, by: worker, caseId });
      const event = { id, type: 'case-linked', data, metadata };
      const [result] = await this.#store.append([
        { stream: history.stream, expectedRevision: history.revision, events: [event] },
      ]);
      if (result?.outcome === 'appended') return;
    }
  }

  #streamOf(worker: string, subject: string): string {
    return this.#names.stream(`subject-${deterministicId('subject', worker, subject)}`);
  }
}

/** What a plan is told of an earlier case. */
export function earlierCase({ caseId, state }: LoadedCase): EarlierCase | null {
  if (state.phase === 'none') return null;
  return {
    caseId,
    signalType: state.signal.signalType,
    acceptedAt: state.signal.acceptedAt,
    phase: state.phase === 'closed' ? 'closed' : 'open',
    outcome: state.phase === 'closed' ? state.closing.outcome : '',
    actions: executedKinds(state),
    memo: state.plan?.memo ?? {},
  };
}

function executedKinds(state: Exclude<CaseState, { phase: 'none' }>): string[] {
  return state.proposals
    .filter(({ status }) => status.at === 'executed')
    .map(({ proposal }) => proposal.actionKind);
}
