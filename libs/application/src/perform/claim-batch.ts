import { claim, referenceOf, supersede, type Decision, type LiveCase, type ProposalState } from '@dws/case';
import type { Change as FactChange, Claimed } from '@dws/contracts';
import { holdOn, type ControlState, type ControlTarget } from '@dws/control';
import { freeze } from '@dws/case';
import { isDwsError } from '@dws/kernel';
import type { Change, Changed } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { addSeconds, nowOf } from '../runtime/instants.ts';
import { unavailableWait } from './claim-wait.ts';
import { changesSince, refsToCheck } from './freshness.ts';
import { replanWait } from './outcome-events.ts';
import type { PerformOptions } from './perform-engine.ts';
import { spanOf } from './span-of.ts';
import { traced } from '../runtime/traced.ts';
import { frozenBy } from '../control/frozen-by.ts';
import type { ClaimToCheck, Work } from './performer.ts';

export interface Candidate {
  readonly loaded: LoadedCase;
  readonly proposals: readonly ProposalState[];
}

export interface ClaimedWork {
  readonly works: readonly Work[];
  /** Cases sent back to their worker because facts changed. */
  readonly replanned: readonly Changed[];
  /** Why the permission that stands in a case is none, by case. */
  readonly forged: ReadonlyMap<string, string>;
}

interface Intent {
  readonly loaded: LoadedCase;
  readonly entry: ProposalState;
  readonly changes: readonly FactChange[];
}

/** Claims under the standing control orders: an order that comes while a claim is on its way waits for it. */
export class ClaimBatch {
  readonly #options: PerformOptions;

  constructor(options: PerformOptions) {
    this.#options = options;
  }

  async claim(
    candidates: readonly Candidate[],
    traces: ReadonlyMap<string, string | undefined>,
  ): Promise<ClaimedWork> {
    const intents = await this.#checked(candidates, traces);
    if (intents.length === 0) return { works: [], replanned: [], forged: new Map() };
    await this.#options.policy.prepare?.(intents.flatMap(toCheck));
    const passages = intents.map(({ loaded, entry }) => ({ caseId: loaded.caseId, target: targetOf(entry) }));
    const forged = new Map<string, string>();
    const spans = () =>
      intents.map(({ entry: { proposal } }) => spanOf(proposal, traces.get(proposal.caseId)));
    const pass = () =>
      this.#options.point.pass(passages, async (control) => {
        const changed = await this.#options.cases.change(
          intents.map((intent, index) => this.#change(intent, index, control, traces, forged)),
        );
        return {
          works: changed.flatMap((result, index) => workOf(result, intents[index] as Intent, traces)),
          replanned: changed.filter(({ appended }) => appended.some(({ event }) => event.type === 'waiting')),
          forged,
        };
      });
    return traced(this.#options.tracing, 'claim', 'internal', spans, pass);
  }

  /** Reads again what must still be true. A system that does not answer makes its own case wait, and no other. */
  async #checked(
    candidates: readonly Candidate[],
    traces: ReadonlyMap<string, string | undefined>,
  ): Promise<readonly Intent[]> {
    const { reader, clock, bounds, cases } = this.#options;
    const waits: Change[] = [];
    const checked = candidates.flatMap(({ loaded, proposals }) =>
      proposals.map(async (entry): Promise<Intent | null> => {
        const refs = refsToCheck(entry);
        const { state } = loaded;
        if (refs.length === 0 || state.phase !== 'open') return { loaded, entry, changes: [] };
        try {
          const changes = await changesSince(refs, state, reader, clock.now() + bounds.dispatchMs);
          return { loaded, entry, changes };
        } catch (error) {
          if (!isDwsError(error, 'system-unavailable')) throw error;
          waits.push(this.#wait(loaded.caseId, entry, error, traces.get(loaded.caseId)));
          return null;
        }
      }),
    );
    const intents = (await Promise.all(checked)).filter((intent) => intent !== null);
    if (waits.length > 0) await cases.change(waits);
    return intents;
  }

  #wait(caseId: string, { proposal }: ProposalState, cause: Error, traceparent: string | undefined): Change {
    const { clock, service, log } = this.#options;
    const { proposalId } = proposal;
    log.warn({ err: cause, caseId, proposalId }, 'cannot check the facts before the claim; the case waits');
    const detail = `before the claim: ${cause.message}`;
    return {
      caseId,
      causation: proposalId,
      ...(traceparent ? { traceparent } : {}),
      decide: (loaded) => unavailableWait(detail, proposalId, { now: nowOf(clock), service }, loaded),
    };
  }

  #change(
    { loaded, entry, changes }: Intent,
    index: number,
    control: ControlState,
    traces: ReadonlyMap<string, string | undefined>,
    forged: Map<string, string>,
  ): Change {
    const { policy, authenticity, log } = this.#options;
    const { proposal } = entry;
    const traceparent = traces.get(loaded.caseId);
    return {
      caseId: loaded.caseId,
      causation: proposal.proposalId,
      ...(traceparent ? { traceparent } : {}),
      decide: ({ state }): Decision => {
        const now = nowOf(this.#options.clock);
        const claimed = this.#claimed(entry, index, control, now);
        if (state.phase === 'none') return claim(claimed, state);
        const held = holdOn(control, targetOf(entry));
        if (held) {
          return freeze(frozenBy(held, now), state);
        }
        if (changes.length > 0) return decideReplan(changes, now, state);
        const forgery = authenticity.flawOf(proposal.proposalId, state);
        if (forgery !== null) forged.set(loaded.caseId, forgery);
        const flaw = forgery ?? policy.refuses(proposal, state);
        if (flaw !== null) {
          log.error({ caseId: loaded.caseId, proposalId: proposal.proposalId, flaw }, 'claim refused');
          return { events: [], refusal: { code: 'not-eligible', text: flaw } };
        }
        return claim(claimed, state);
      },
    };
  }

  #claimed({ proposal }: ProposalState, index: number, control: ControlState, now: string): Claimed {
    const { service, instance, performer, policy, bounds } = this.#options;
    // Only so many are dispatched at once: one further back in the batch has its turn that much later, at the worst.
    const turns = Math.floor(index / bounds.concurrency) + 1;
    return {
      proposalId: proposal.proposalId,
      digest: proposal.digest,
      claimant: `${service}/${instance}`,
      claimedAt: now,
      deadline: addSeconds(now, (turns * bounds.dispatchMs) / 1000),
      reference: referenceOf(proposal.caseId, proposal.digest),
      effectClass: performer.effectClass(proposal),
      policiesHash: policy.hash,
      controlRevision: control.revision,
    };
  }
}

function decideReplan(changes: readonly FactChange[], now: string, state: LiveCase): Decision {
  const decision = supersede(
    { reason: 'context-changed', byCase: '', changes, at: now, replan: true },
    state,
  );
  if (decision.refusal) return decision;
  return {
    events: [
      ...decision.events,
      { type: 'waiting', data: replanWait(state, now, 'facts changed before the claim') },
    ],
  };
}

function toCheck({ loaded: { state }, entry: { proposal } }: Intent): ClaimToCheck[] {
  return state.phase === 'none' ? [] : [{ proposal, state }];
}

function targetOf({ proposal }: ProposalState): ControlTarget {
  const { worker, domain, actionKind, customer } = proposal;
  return { worker, domain, actionKind, customer };
}

function workOf(
  { loaded, appended }: Changed,
  { entry }: Intent,
  traces: ReadonlyMap<string, string | undefined>,
): Work[] {
  const { state } = loaded;
  if (state.phase === 'none') return [];
  return appended.flatMap(({ event }) =>
    event.type === 'claimed' && event.data.proposalId === entry.proposal.proposalId
      ? [{ proposal: entry.proposal, claim: event.data, state, traceparent: traces.get(loaded.caseId) }]
      : [],
  );
}
