import { nowOf, type LoadedCase, type ServicePorts } from '@dws/application';
import { recordFeedback, type LiveCase } from '@dws/case';
import type { Feedback } from '@dws/contracts';
import { DwsError, type JsonObject } from '@dws/kernel';
import type { PersonLog } from '../people/person-log.ts';
import { holdsOneOf, type Person } from '../people/people.ts';
import type { Projection } from '../projection/projection.ts';
import { whyConcerned } from '../reviews/separation.ts';

export const FEEDBACK_KINDS = ['correction', 'override', 'reopened', 'rating'] as const;

export interface Word {
  readonly kind: (typeof FEEDBACK_KINDS)[number];
  /** The action it is about; left out for the case as a whole. */
  readonly proposalId?: string | undefined;
  readonly comment: string;
  /** What is right instead, member by member. */
  readonly detail: JsonObject;
  readonly rating?: number | undefined;
}

export interface FeedbackDeskOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly people: PersonLog;
}

/** Takes what people say of a case later: it stands in the case, under their name, and teaches its worker. */
export class FeedbackDesk {
  readonly #options: FeedbackDeskOptions;

  constructor(options: FeedbackDeskOptions) {
    this.#options = options;
  }

  /** @throws DwsError `case-unknown`, `argument-invalid`, `not-permitted` */
  async give(caseId: string, person: Person, word: Word): Promise<LoadedCase> {
    const { ports, people } = this.#options;
    const [loaded] = await ports.cases.reload([caseId]);
    if (!loaded || loaded.state.phase === 'none')
      throw new DwsError('case-unknown', `there is no case ${caseId}`);
    const reason = this.#whyNot(person, word, loaded.state);
    if (reason !== null) return people.deny(person, 'case.feedback', caseId, reason, 'not-permitted');
    const feedback = feedbackOf(word, person, nowOf(ports.clock));
    const [changed] = await ports.cases.change([
      { caseId, causation: caseId, decide: ({ state }) => this.#decide(feedback, state) },
    ]);
    if (!changed || changed.refusal)
      throw new DwsError('argument-invalid', changed?.refusal?.text ?? 'the feedback was not taken', {
        field: changed?.refusal?.code === 'no-proposal' ? 'body.proposalId' : 'body.kind',
      });
    ports.metrics.count('dws_feedback_total', {
      worker: loaded.state.signal.worker,
      kind: word.kind,
      result: 'recorded',
    });
    return changed.loaded;
  }

  #decide(feedback: Feedback, state: LoadedCase['state']): ReturnType<typeof recordFeedback> {
    if (feedback.reopens && state.phase !== 'closed') {
      const text = `the case is ${state.phase}: there is nothing to open again`;
      return { events: [], refusal: { code: 'wrong-phase', text } };
    }
    return recordFeedback(feedback, state);
  }

  /** A word is anybody's whom the case does not concern; opening a case again is for those who answer for it. */
  #whyNot(person: Person, { kind }: Word, state: LiveCase): string | null {
    const { worker, domain } = state.signal;
    const [first] = state.proposals;
    const concerned = first ? whyConcerned(person, first, state) : null;
    if (concerned !== null || kind !== 'reopened') return concerned;
    const manifest = this.#options.projection.registry.get(worker)?.manifest;
    const owners = manifest ? [manifest.businessOwner, manifest.technicalOwner] : [];
    const asked = state.proposals.flatMap(({ status }) =>
      'gate' in status && status.gate ? status.gate.reviewers : [],
    );
    const who = [...new Set([...asked, ...owners, `head-of-${domain}`, 'operator'])];
    return holdsOneOf(person, who) ? null : `${person.id} is none of ${who.join(', ')}`;
  }
}

function feedbackOf(word: Word, person: Person, at: string): Feedback {
  const { kind, proposalId, comment, detail, rating } = word;
  return {
    kind,
    by: person.id,
    at,
    ...(proposalId === undefined ? {} : { proposalId }),
    detail: {
      ...detail,
      ...(comment === '' ? {} : { comment }),
      ...(rating === undefined ? {} : { rating }),
    },
    reopens: kind === 'reopened',
  };
}
