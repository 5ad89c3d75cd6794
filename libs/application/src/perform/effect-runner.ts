import { findProposal } from '@dws/case';
import type { Instant } from '@dws/kernel';
import type { Change, Changed } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { addSeconds, millisecondsOf, nowOf } from '../runtime/instants.ts';
import { traced } from '../runtime/traced.ts';
import { Batcher } from './batcher.ts';
import { busyUntil, dispatchWait, wasNotSent } from './claim-wait.ts';
import { decideEnd } from './outcome-events.ts';
import { decideReversalEnd } from './reversal-events.ts';
import { performEffect, type EffectResult } from './perform-effect.ts';
import type { PerformOptions } from './perform-engine.ts';
import type { Work } from './performer.ts';
import { spanOf } from './span-of.ts';

export interface Dispatch {
  readonly work: Work;
  /** The case that an earlier process, or an earlier try, left with this claim; null for a claim of this very turn. */
  readonly resumed: LoadedCase | null;
}

/** Performs claimed actions side by side, at most so many at once, and records each as soon as it ended. */
export class EffectRunner {
  readonly #options: PerformOptions;
  readonly #outcomes: Batcher<Change, Changed>;

  constructor(options: PerformOptions) {
    this.#options = options;
    this.#outcomes = new Batcher(
      options.bounds.outcomeBatch,
      (changes) => options.cases.change(changes),
      options.timers,
    );
  }

  async run(dispatches: readonly Dispatch[]): Promise<readonly Changed[]> {
    const results: Changed[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let index = next++; index < dispatches.length; index = next++) {
        const dispatch = dispatches[index];
        if (dispatch) results.push(await this.#one(dispatch));
      }
    };
    const lanes = Math.min(this.#options.bounds.concurrency, dispatches.length);
    await Promise.all(Array.from({ length: lanes }, lane));
    return results;
  }

  async #one({ work, resumed }: Dispatch): Promise<Changed> {
    const { clock, bounds, performer } = this.#options;
    const effectClass = performer.effectClass(work.proposal);
    if (resumed && effectClass === 'N' && wasNotSent(resumed, work.proposal.proposalId))
      return this.#onceMore(work);
    const whole = clock.now() + bounds.dispatchMs;
    const until = resumed || effectClass === 'K' ? whole : millisecondsOf(work.claim.deadline);
    return this.#dispatch(work, resumed && busyUntil(work.claim, resumed), until);
  }

  /**
   * The system cannot take a second dispatch, and of the first it is known that nothing was sent. That word is taken
   * back before the dispatch begins: whoever finds the case after a crash must not rely on it.
   */
  async #onceMore(work: Work): Promise<Changed> {
    const { clock, bounds, cases, service } = this.#options;
    const { caseId, proposalId } = work.proposal;
    const now = nowOf(clock);
    const until = addSeconds(now, bounds.dispatchMs / 1000);
    const detail = 'nothing was sent before; it is dispatched now';
    const [begun] = await cases.change([
      {
        caseId,
        causation: work.claim.reference,
        decide: (loaded) =>
          wasNotSent(loaded, proposalId)
            ? dispatchWait({ until, detail }, proposalId, { now, service }, loaded)
            : { events: [], refusal: { code: 'already-done', text: 'somebody else dispatches it' } },
      },
    ]);
    if (!begun) throw new Error(`no answer to the change of case ${caseId}`);
    return begun.appended.length === 0 ? begun : this.#dispatch(work, null, millisecondsOf(until));
  }

  async #dispatch(work: Work, resumed: Instant | null, until: number): Promise<Changed> {
    const { clock, performer, probe, crashPoints } = this.#options;
    const started = clock.now();
    const span = () => [spanOf(work.proposal, work.traceparent)];
    const result = await traced(this.#options.tracing, 'effect', 'client', span, ([open]) =>
      performEffect(open ? { ...work, traceparent: open.traceparent } : work, performer, {
        clock,
        until,
        resumed,
      }),
    );
    const reached = work.undoes ? crashPoints.afterReversal : crashPoints.afterEffect;
    if (reached) await probe(reached);
    this.#measure(result, work, started);
    return this.#outcomes.add(this.#change(work, result, clock.now() - started));
  }

  #change(work: Work, result: EffectResult, durationMs: number): Change {
    const { clock, service } = this.#options;
    const { proposal, traceparent } = work;
    return {
      caseId: proposal.caseId,
      causation: work.claim.reference,
      ...(traceparent ? { traceparent } : {}),
      decide: (loaded) => {
        const { state } = loaded;
        const standing = state.phase === 'none' ? undefined : findProposal(state, proposal.proposalId);
        if (!standing || standing.status.at === 'proposed' || !standing.status.gate) {
          throw new Error(`the claim of ${proposal.proposalId} is gone from case ${proposal.caseId}`);
        }
        const options = { now: nowOf(clock), durationMs, service };
        return work.undoes
          ? decideReversalEnd(result, work.undoes, options, loaded)
          : decideEnd(result, work, standing.status.gate, options, loaded);
      },
    };
  }

  #measure({ ended }: EffectResult, { proposal, state, undoes }: Work, started: number): void {
    const { metrics, clock } = this.#options;
    const { system, operation } = proposal;
    metrics.count('dws_effects_total', { system, operation, outcome: ended });
    metrics.observe('dws_effect_seconds', { system, operation }, (clock.now() - started) / 1000);
    const since = clock.now() - millisecondsOf(state.signal.acceptedAt);
    if (ended === 'executed' && !undoes)
      metrics.observe('dws_signal_to_outcome_seconds', { worker: proposal.worker }, since / 1000);
  }
}
