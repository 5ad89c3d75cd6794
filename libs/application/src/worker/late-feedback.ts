import { recordFeedback, type LiveCase } from '@dws/case';
import type { Feedback } from '@dws/contracts';
import { isDwsError } from '@dws/kernel';
import type { FeedbackSignal, WorkerManifest } from '@dws/worker';
import type { Change } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import type { DeadLetter } from '../consume/dead-letters.ts';
import type { Decoded } from '../consume/decode.ts';
import { incomingSignal, whyUnfit, type IncomingSignal } from './incoming-signal.ts';
import type { SubjectHistories } from './subject-history.ts';
import type { WorkerRuntimeOptions } from './worker-runtime.ts';

/** Signal types that tell this worker what became of what it did. */
export function feedbackSignals({ feedback = [] }: WorkerManifest): ReadonlyMap<string, FeedbackSignal> {
  return new Map(feedback.map((one) => [one.signalType, one]));
}

/**
 * What a signal says about an earlier case: a ticket that was routed is opened again, or moved elsewhere by a person.
 * It stands in the case that did it, once, however often the signal comes.
 */
export class LateFeedback {
  readonly #options: WorkerRuntimeOptions;
  readonly #histories: SubjectHistories;
  readonly #signals: ReadonlyMap<string, FeedbackSignal>;

  constructor(options: WorkerRuntimeOptions, histories: SubjectHistories) {
    this.#options = options;
    this.#histories = histories;
    this.#signals = feedbackSignals(options.worker.definition.manifest);
  }

  /** @returns what cannot be used; what a trigger takes up too is set aside there, so nothing is named twice */
  async record(messages: readonly Decoded[]): Promise<readonly DeadLetter[]> {
    if (this.#signals.size === 0) return [];
    const letters: DeadLetter[] = [];
    const changes = await Promise.all(messages.map((decoded) => this.#changeOf(decoded, letters)));
    await this.#options.cases.change(changes.flat());
    return letters;
  }

  async #changeOf(decoded: Decoded, letters: DeadLetter[]): Promise<readonly Change[]> {
    const { metrics, worker } = this.#options;
    const { manifest } = worker.definition;
    const said = this.#signals.get(decoded.type);
    if (!said || whyUnfit(decoded, manifest) !== null) return [];
    const signal = this.#read(decoded, letters);
    if (!signal) return [];
    const { cases } = await this.#histories.load(manifest.id, signal.subject);
    const found = cases.find((entry) => entry.caseId !== signal.caseId && didSomething(entry));
    const result = found ? 'recorded' : 'nobody-did-it';
    metrics.count('dws_feedback_total', { worker: manifest.id, kind: said.kind, result });
    if (!found) return [];
    const feedback = feedbackOf(said, signal, found.state);
    const { traceparent } = signal;
    return [
      {
        caseId: found.caseId,
        causation: signal.id,
        ...(traceparent === undefined ? {} : { traceparent }),
        decide: ({ state }) => recordFeedback(feedback, state),
      },
    ];
  }

  #read(decoded: Decoded, letters: DeadLetter[]): IncomingSignal | null {
    const { manifest } = this.#options.worker.definition;
    try {
      return incomingSignal(decoded, manifest.id);
    } catch (error) {
      if (!isDwsError(error)) throw error;
      const isTrigger = manifest.triggers.some(({ signalType }) => signalType === decoded.type);
      if (!isTrigger) letters.push({ message: decoded.message, code: error.code, reason: error.message });
      return null;
    }
  }
}

const DONE: ReadonlySet<string> = new Set(['claimed', 'executed', 'in-doubt']);

function didSomething({ state }: LoadedCase): boolean {
  return state.phase !== 'none' && state.proposals.some(({ status: { at } }) => DONE.has(at));
}

/** The case is not opened again: where something is to be done, the signal opens a case of its own. */
function feedbackOf({ kind }: FeedbackSignal, signal: IncomingSignal, state: LoadedCase['state']): Feedback {
  const proposalId = (state as LiveCase).proposals.findLast(({ status: { at } }) => DONE.has(at))?.proposal
    .proposalId;
  return {
    kind,
    by: `${signal.source} ${signal.id}`,
    at: signal.occurredAt,
    ...(proposalId === undefined ? {} : { proposalId }),
    detail: { signalType: signal.type, ...signal.body },
    reopens: false,
  };
}
