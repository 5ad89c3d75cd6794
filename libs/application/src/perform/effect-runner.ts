import { findProposal } from '@dws/case';
import type { Change, Changed } from '../case/cases.ts';
import { millisecondsOf, nowOf } from '../runtime/instants.ts';
import { Batcher } from './batcher.ts';
import { decideEnd } from './outcome-events.ts';
import { performEffect, type EffectResult } from './perform-effect.ts';
import type { PerformOptions } from './perform-engine.ts';
import type { Work } from './performer.ts';

export interface Dispatch {
  readonly work: Work;
  readonly resumed: boolean;
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
    const { clock, bounds, performer, probe, crashPoints } = this.#options;
    const started = clock.now();
    const result = await performEffect(work, performer, { clock, dispatchMs: bounds.dispatchMs, resumed });
    await probe(crashPoints.afterEffect);
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
      decide: ({ state }) => {
        const standing = state.phase === 'none' ? undefined : findProposal(state, proposal.proposalId);
        if (!standing || standing.status.at === 'proposed' || !standing.status.gate) {
          throw new Error(`the claim of ${proposal.proposalId} is gone from case ${proposal.caseId}`);
        }
        return decideEnd(
          result,
          work,
          standing.status.gate,
          { now: nowOf(clock), durationMs, service },
          state,
        );
      },
    };
  }

  #measure({ ended }: EffectResult, { proposal, state }: Work, started: number): void {
    const { metrics, clock } = this.#options;
    const { system, operation } = proposal;
    metrics.count('dws_effects_total', { system, operation, outcome: ended });
    metrics.observe('dws_effect_seconds', { system, operation }, (clock.now() - started) / 1000);
    const since = clock.now() - millisecondsOf(state.signal.acceptedAt);
    if (ended === 'executed')
      metrics.observe('dws_signal_to_outcome_seconds', { worker: proposal.worker }, since / 1000);
  }
}
