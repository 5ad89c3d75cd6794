import { claimable, isUnclaimed, waitOf, type LiveCase, type ProposalState } from '@dws/case';
import type { Clock } from '@dws/kernel';
import type { SystemReader, Tracing } from '@dws/ports';
import { ForgeryAlarm } from '../authenticity/forgeries.ts';
import type { Cases, Changed } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import type { EnforcementPoint } from '../control/enforcement-point.ts';
import type { CaseMessage } from '../consume/consume-cases.ts';
import type { DeadLetter } from '../consume/dead-letters.ts';
import type { FromStore, Publisher } from '../publish/publisher.ts';
import type { CrashPoint, CrashProbe } from '../runtime/crash-points.ts';
import { nowOf } from '../runtime/instants.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Timers } from '../runtime/timers.ts';
import { ClaimBatch } from './claim-batch.ts';
import { WAITS } from './claim-wait.ts';
import { EffectRunner, type Dispatch } from './effect-runner.ts';
import type { Authenticity, ClaimPolicy, Performer } from './performer.ts';
import { Reversals } from './reversals.ts';

export interface PerformOptions {
  /** Service that performs, as it stands in events: `executor` or `escalation-router`. */
  readonly service: string;
  readonly instance: string;
  readonly cases: Cases;
  readonly publisher: Publisher;
  readonly reader: SystemReader;
  readonly performer: Performer;
  readonly policy: ClaimPolicy;
  readonly authenticity: Authenticity;
  readonly point: EnforcementPoint;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly probe: CrashProbe;
  readonly crashPoints: PerformCrashPoints;
  readonly bounds: PerformBounds;
  readonly timers?: Timers;
  readonly tracing?: Tracing;
}

export interface PerformCrashPoints {
  readonly beforeClaim?: CrashPoint;
  readonly afterClaim: CrashPoint;
  readonly afterEffect: CrashPoint;
  readonly afterOutcome: CrashPoint;
  readonly afterPublish?: CrashPoint;
  readonly afterReversalClaim?: CrashPoint;
  readonly afterReversal?: CrashPoint;
  readonly afterReversalOutcome?: CrashPoint;
}

export interface PerformBounds {
  /** Milliseconds for one dispatch. A claim's deadline is this much after it, for each turn until it is dispatched. */
  readonly dispatchMs: number;
  /** Dispatches under way at once. */
  readonly concurrency: number;
  /** Outcomes appended together. */
  readonly outcomeBatch: number;
}

export const PERFORM_BOUNDS: PerformBounds = { dispatchMs: 10_000, concurrency: 64, outcomeBatch: 200 };

/** A plan has no more steps than this one after the other. */
const MAX_STEPS = 32;

/**
 * Claims what the stored case permits, performs it and records how it ended. Trusts the case, never the message:
 * a message is only a reason to look.
 */
export class PerformEngine {
  readonly #options: PerformOptions;
  readonly #claims: ClaimBatch;
  readonly #effects: EffectRunner;
  readonly #reversals: Reversals;
  readonly #alarm: ForgeryAlarm;

  constructor(options: PerformOptions) {
    this.#options = options;
    this.#claims = new ClaimBatch(options);
    this.#effects = new EffectRunner(options);
    this.#reversals = new Reversals(options);
    this.#alarm = new ForgeryAlarm(options);
  }

  /** Gives back what was forged; a case is looked at whatever the message about it says. */
  async handle(messages: readonly CaseMessage[]): Promise<readonly DeadLetter[]> {
    const traces = new Map(messages.map(({ caseId, traceparent }) => [caseId, traceparent]));
    const loaded = await this.#options.cases.loadFor(messages);
    const permissions = new Map<string, string>();
    let open = loaded;
    await this.#republish(open);
    open = await this.#resume(open, traces);
    const caseIds = open.map(({ caseId }) => caseId);
    const ended = new Map<string, LoadedCase>();
    for (let step = 0; step < MAX_STEPS; step++) {
      const ready = open.filter((entry) => this.#ready(entry).length > 0);
      if (ready.length === 0) break;
      open = await this.#advance(ready, traces, permissions);
      for (const entry of open) ended.set(entry.caseId, entry);
    }
    // Most are closed by now and no longer remembered: they are in hand, so they are not read again.
    const others = caseIds.filter((caseId) => !ended.has(caseId));
    await this.#undo([...ended.values(), ...(await this.#options.cases.load(others))], traces);
    return this.#alarm.lettersOf({ messages, loaded, permissions });
  }

  /** Undoes what was executed in vain, one step of a case after the other, once nothing else of it is to be done. */
  async #undo(loaded: readonly LoadedCase[], traces: ReadonlyMap<string, string | undefined>): Promise<void> {
    const { cases, probe, crashPoints, publisher } = this.#options;
    let standing = loaded;
    for (let step = 0; step < MAX_STEPS; step++) {
      const { dispatches, changed } = await this.#reversals.claim(standing, traces);
      if (changed.length === 0) return;
      if (crashPoints.afterReversalClaim) await probe(crashPoints.afterReversalClaim);
      const ended = await this.#effects.run(dispatches);
      if (crashPoints.afterReversalOutcome) await probe(crashPoints.afterReversalOutcome);
      await publisher.fromStore([...changed, ...ended].flatMap(publishable));
      if (changed.every(({ appended }) => appended.length === 0)) return;
      standing = await cases.load(loaded.map(({ caseId }) => caseId));
    }
  }

  #ready({ state }: LoadedCase): readonly ProposalState[] {
    const now = nowOf(this.#options.clock);
    return claimable(state, now).filter(({ proposal }) => {
      const wait = state.phase === 'open' ? waitOf(state, proposal.proposalId) : undefined;
      // What it must read first did not answer a moment ago; it is woken when it is time to ask again.
      const asksLater = wait?.reason === WAITS.unavailable && wait.dueAt > now;
      return this.#options.performer.accepts(proposal) && !asksLater;
    });
  }

  /** One round: claim everything that is ready, perform it, record it. Gives the cases as they then stand. */
  async #advance(
    ready: readonly LoadedCase[],
    traces: ReadonlyMap<string, string | undefined>,
    forged: Map<string, string>,
  ): Promise<readonly LoadedCase[]> {
    const { probe, crashPoints, publisher } = this.#options;
    if (crashPoints.beforeClaim) await probe(crashPoints.beforeClaim);
    const claimed = await this.#claims.claim(
      ready.map((entry) => ({ loaded: entry, proposals: this.#ready(entry) })),
      traces,
    );
    for (const [caseId, flaw] of claimed.forged) forged.set(caseId, flaw);
    await publisher.fromStore(claimed.replanned.flatMap(publishable));
    await probe(crashPoints.afterClaim);
    const ended = await this.#effects.run(claimed.works.map((work) => ({ work, resumed: null })));
    return this.#publish(ended);
  }

  /** Claims of an earlier process, or of an earlier try of this one: their effect may or may not have happened. */
  async #resume(
    loaded: readonly LoadedCase[],
    traces: ReadonlyMap<string, string | undefined>,
  ): Promise<readonly LoadedCase[]> {
    const works = loaded.flatMap((entry): Dispatch[] => {
      const { caseId, state } = entry;
      if (state.phase === 'none') return [];
      return state.proposals.flatMap(({ proposal, status }): Dispatch[] => {
        if (status.at !== 'claimed' || !this.#options.performer.accepts(proposal)) return [];
        const work = { proposal, claim: status.claim, state, traceparent: traces.get(caseId) };
        return [{ work, resumed: entry }];
      });
    });
    works.push(...this.#reversals.interrupted(loaded, traces));
    if (works.length === 0) return loaded;
    await this.#publish(await this.#effects.run(works));
    return this.#options.cases.load(loaded.map(({ caseId }) => caseId));
  }

  async #publish(ended: readonly Changed[]): Promise<readonly LoadedCase[]> {
    const { probe, crashPoints, publisher } = this.#options;
    await probe(crashPoints.afterOutcome);
    await publisher.fromStore(ended.flatMap(publishable));
    if (crashPoints.afterPublish) await probe(crashPoints.afterPublish);
    return latest(ended);
  }

  /** Outcomes that stand already are published again: the process before may have died in between. */
  async #republish(loaded: readonly LoadedCase[]): Promise<void> {
    const settled = loaded.filter(
      ({ state }) => state.phase === 'closed' || hasOutcome(state.phase === 'none' ? null : state),
    );
    await this.#options.publisher.fromStore(
      settled.flatMap((entry) => entry.events.flatMap((event) => outcome(entry, event))),
    );
  }
}

/** Each case once, as its last change left it. */
function latest(changed: readonly Changed[]): readonly LoadedCase[] {
  const cases = new Map<string, LoadedCase>();
  for (const { loaded } of changed) {
    const known = cases.get(loaded.caseId);
    if (!known || known.revision < loaded.revision) cases.set(loaded.caseId, loaded);
  }
  return [...cases.values()];
}

function hasOutcome(state: LiveCase | null): boolean {
  return state?.proposals.some(({ status }) => !isUnclaimed(status) && status.at !== 'claimed') ?? false;
}

const OUTCOMES: ReadonlySet<string> = new Set([
  'action-executed',
  'action-failed',
  'action-in-doubt',
  'action-reversed',
  'reversal-failed',
  'reversal-in-doubt',
]);

function outcome(loaded: LoadedCase, event: LoadedCase['events'][number]): FromStore[] {
  return OUTCOMES.has(event.event.type) ? [{ loaded, event }] : [];
}

function publishable({ loaded, appended }: Changed): FromStore[] {
  const wanted = appended.filter(
    ({ event }) => OUTCOMES.has(event.type) || (event.type === 'waiting' && event.data.reason === 'replan'),
  );
  return wanted.map((event) => ({ loaded, event }));
}
